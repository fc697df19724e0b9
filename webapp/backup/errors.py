"""Why a backup cannot be written or put back."""


class BackupError(Exception):
    """It was not done, and nothing was changed; the text is a sentence for the operator."""
