"""What people look at: four pictures of plain numbers. The same numbers and words give the same bytes."""
