"""Two sides of one way: what a customer's script saw, beside a run of ours."""
