package source

import (
	"io"
	"strings"
	"testing"

	"backchannel/parser/chat"
)

func FuzzUnzip(f *testing.F) {
	f.Add(pack(f, packed{"_chat.txt", english, nil}, packed{"../x", "x", nil}))
	f.Add(pack(f, packed{"a.zip", string(pack(f, packed{"#U804a.txt", simplified, nil})), nil}))
	f.Add(directory(3))
	f.Fuzz(func(t *testing.T, in []byte) {
		z, err := Unzip(Bytes("x.zip", in))
		if err != nil {
			if _, ok := err.(*chat.Refusal); !ok {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		for _, m := range z.Members {
			for _, part := range strings.Split(strings.TrimPrefix(m.Name, "x.zip/"), "/") {
				if part == ".." {
					t.Fatalf("%q leads out of the archive", m.Name)
				}
			}
			r, err := m.Open()
			if err != nil {
				continue
			}
			n, err := io.Copy(io.Discard, r)
			r.Close() //nolint:errcheck // read
			if n > max(ratioFree, int64(len(in))*2000) {
				t.Fatalf("%d bytes came out of %d", n, len(in))
			}
			if err == nil && n != m.Size {
				t.Fatalf("%s gave %d of %d bytes", m.Name, n, m.Size)
			}
		}
	})
}
