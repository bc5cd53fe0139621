"""The same conversation as others' frameworks hold it, written as their own guides do, and as bare as it can be."""
