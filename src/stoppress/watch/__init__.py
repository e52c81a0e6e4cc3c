"""What is counted while readers are answered, and how it is shown; knows no Django and no news."""
