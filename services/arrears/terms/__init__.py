"""When a small firm must be paid (domain rules 1.2): pure, judged by dated regulations."""
