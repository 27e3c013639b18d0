"""The documents of the escalation ladder (1.7): wording as text, layout as .docx, facts filled in."""
