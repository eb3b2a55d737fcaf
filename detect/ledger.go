package detect

// ledger is the accounts that one side gave to be paid on.
type ledger struct {
	company string
}

func (l *ledger) take(c *conversation, r *reading, acts []string) []Finding { return nil }
