"""The programme in files: for people (.xlsx, .csv, .docx) and for programs (.json)."""
