"""What officers see and write beside a member's card: notes, the role, the main."""
