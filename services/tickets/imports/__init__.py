"""The files that tickets were registered from (import), one stream a file and sender."""
