package detect

// repeats counts how often the same finding occurs, which its id tells. It
// remembers the latest ones, at most twice maxRepeats: a finding with the time,
// the sender and the words of one long before is not met but where a stretch of
// some hundred thousand findings stands twice.
type repeats struct {
	now, before map[uint64]int32 // by the start of the id
}

// maxRepeats is how many findings are told apart before the older half is
// forgotten.
const maxRepeats = 1 << 17

// add counts one more, and gives how many there are now.
func (s *repeats) add(key uint64) int32 {
	if s.now == nil || len(s.now) >= maxRepeats {
		s.now, s.before = map[uint64]int32{}, s.now
	}
	n, ok := s.now[key]
	if !ok {
		n = s.before[key]
	}
	s.now[key] = n + 1
	return n + 1
}
