"""Jobs are bells: they carry no news, they make a worker look at the database."""
