"""The 1-year Loan Prime Rate as a policy stream: announcements, and the table they make (1.3)."""
