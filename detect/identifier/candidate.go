package identifier

// Candidate reports whether text could hold an identifier: cheap, and never
// false where [Find] finds one.
func Candidate(text string) bool { return text != "" }
