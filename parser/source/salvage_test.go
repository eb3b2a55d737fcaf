package source

import (
	"archive/zip"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sized writes the sizes before the data, as iPhones do; else they stand
// behind it, as on Android.
func sized(content string) func(*zip.FileHeader) {
	return func(h *zip.FileHeader) { h.UncompressedSize64 = uint64(len(content)) }
}

func TestArchiveThatIsCutOff(t *testing.T) {
	long := strings.Repeat(simplified+english+french, 40)
	var varied strings.Builder // packs badly, so that a cut leaves something
	for i := range 3000 {
		varied.WriteString(strings.Repeat(string(rune('a'+i%26)), i*i%7) + string(rune(0x4E00+i*31%9000)))
	}
	for name, change := range map[string]func(string) func(*zip.FileHeader){
		"sizes before": sized, "sizes behind": func(string) func(*zip.FileHeader) { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			data := pack(t, packed{"#U804a/_chat.txt", long, change(long)}, packed{"b.txt", english, change(english)},
				packed{"__MACOSX/x", "x", change("x")}, packed{"../c.txt", "x", change("x")},
				packed{"z.txt", varied.String(), change(varied.String())})
			z, path, err := unzipFile(t, data[:len(data)-2000])
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"b.txt", "z.txt", "聊/_chat.txt"}, memberNames(z)); diff != "" {
				t.Fatalf("-want +got:\n%s", diff)
			}
			if len(z.Refused) != 2 || z.Refused[0].Source != path || !strings.Contains(z.Refused[0].Text, "is cut off") {
				t.Errorf("refused %v", z.Refused)
			}
			m := z.Member("聊/_chat.txt")
			if a, b := readRaw(t, m), readRaw(t, m); a != long || b != long || m.Size != int64(len(long)) {
				t.Errorf("got %d and %d bytes, want %d", len(a), len(b), len(long))
			}
			if got := readRaw(t, z.Member("b.txt")); got != english {
				t.Errorf("got %q", got)
			}
			r, err := z.Member("z.txt").Open()
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			got, err := io.ReadAll(r)
			if damaged(err) == "" || len(got) < 100 || !strings.HasPrefix(varied.String(), string(got)) {
				t.Errorf("the cut member gave %d bytes, error %v", len(got), err)
			}
		})
	}
}

// stored has sizes and no packing.
func stored(content string) func(*zip.FileHeader) {
	return func(h *zip.FileHeader) { h.Method, h.UncompressedSize64 = zip.Store, uint64(len(content)) }
}

// Wherever an archive is cut, nothing comes out that is not in it.
func TestArchiveCutAnywhere(t *testing.T) {
	data := pack(t, packed{"a.txt", english, nil}, packed{"b.txt", simplified, sized(simplified)},
		packed{"c.txt", french, nil}, packed{"d.txt", russian, sized(russian)}, packed{"e.txt", german, stored(german)})
	want := map[string]string{"a.txt": english, "b.txt": simplified, "c.txt": french, "d.txt": russian, "e.txt": german}
	most := 0
	for n := range len(data) {
		z, err := Unzip(Bytes("x.zip", data[:n]))
		if err != nil {
			continue
		}
		most = max(most, len(z.Members))
		for _, m := range z.Members {
			r, err := m.Open()
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			r.Close() //nolint:errcheck // read
			content := want[strings.TrimPrefix(m.Name, "x.zip/")]
			if !strings.HasPrefix(content, string(got)) || err == nil && string(got) != content {
				t.Fatalf("cut at %d: %s gave %q, error %v", n, m.Name, got, err)
			}
		}
	}
	if most != 5 {
		t.Errorf("at most %d members came out", most)
	}
}
