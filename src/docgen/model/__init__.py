"""The program of one year as typed data: what an author may write, and what it evaluates to."""
