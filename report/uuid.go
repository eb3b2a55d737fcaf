package report

import (
	"crypto/sha1" //nolint:gosec // RFC 9562 makes version 5 of SHA-1; nothing is kept safe by it
	"encoding/hex"
)

// space is the namespace of the ids that are made here.
var space = [16]byte{0x6b, 0x61, 0x63, 0x8a, 0x2f, 0x1e, 0x5d, 0x04, 0x9c, 0x55, 0x0b, 0xd3, 0x7a, 0x44, 0x91, 0xee}

// uuid gives the id of a thing by its name (RFC 9562, version 5): the same
// thing has the same id in every run.
func uuid(name string) string {
	h := sha1.Sum(append(space[:], name...)) //nolint:gosec // as above
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	s := hex.EncodeToString(h[:16])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}
