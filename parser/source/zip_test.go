package source

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

// packed is one member of an archive to be made.
type packed struct {
	name, content string
	change        func(*zip.FileHeader) // nil for a plain member
}

func pack(t testing.TB, members ...packed) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		if m.change != nil {
			m.change(h)
		}
		if h.UncompressedSize64 > 0 || h.Flags&1 != 0 || h.Method != zip.Deflate && h.Method != zip.Store {
			packRaw(t, w, h, m.content)
			continue
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, m.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// packRaw adds a member whose header says what it likes.
func packRaw(t testing.TB, w *zip.Writer, h *zip.FileHeader, content string) {
	t.Helper()
	var data bytes.Buffer
	fw, err := flate.NewWriter(&data, 9)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(fw, content) //nolint:errcheck // memory
	fw.Close()                  //nolint:errcheck // memory
	if h.Method == zip.Store {
		data = *bytes.NewBufferString(content)
	}
	h.CompressedSize64 = uint64(data.Len())
	h.CRC32 = crc32.ChecksumIEEE([]byte(content))
	if h.UncompressedSize64 == 0 {
		h.UncompressedSize64 = uint64(len(content))
	}
	f, err := w.CreateRaw(h)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(data.Bytes()); err != nil {
		t.Fatal(err)
	}
}

// unzipFile unzips an archive that lies on the disk.
func unzipFile(t testing.TB, data []byte) (*Zip, string, error) {
	t.Helper()
	path := write(t, t.TempDir(), "chat.zip", string(data))
	src, err := File(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := Unzip(src)
	return z, path, err
}

func memberNames(z *Zip) []string {
	var names []string
	for _, m := range z.Members {
		names = append(names, strings.TrimPrefix(m.Name, z.src.Name+"/"))
	}
	return names
}

func TestUnzip(t *testing.T) {
	z, path, err := unzipFile(t, pack(t,
		packed{"export/_chat.txt", simplified, nil},
		packed{"export/IMG-1.jpg", "\xFF\xD8", func(h *zip.FileHeader) { h.Method = zip.Store }},
		packed{"export/", "", func(h *zip.FileHeader) { h.Method = zip.Store }},
		packed{"__MACOSX/export/._IMG-1.jpg", "x", nil},
		packed{"export/._x", "x", nil}, packed{"export/Thumbs.db", "x", nil}, packed{".DS_Store", "x", nil},
		packed{"A.vcf", "x", nil},
	))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"A.vcf", "export/IMG-1.jpg", "export/_chat.txt"}, memberNames(z)); diff != "" || len(z.Refused) > 0 {
		t.Fatalf("refused %v (-want +got):\n%s", z.Refused, diff)
	}
	m := z.Member("export/_chat.txt")
	if m == nil || z.Member("export/_chat") != nil {
		t.Fatal("a member is not found by its name")
	}
	if diff := cmp.Diff([]string{"A.vcf", "export/IMG-1.jpg"}, z.Others(m)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	a, b := readRaw(t, m), readRaw(t, m)
	if a != simplified || b != simplified {
		t.Errorf("got %q and %q", a, b)
	}
	if m.Name != path+"/export/_chat.txt" || m.Size != int64(len(simplified)) {
		t.Errorf("got %s of %d bytes", m.Name, m.Size)
	}
}

func TestMembersAreReadAtOnce(t *testing.T) {
	z, _, err := unzipFile(t, pack(t, packed{"a.txt", english, nil}, packed{"b.txt", simplified, nil}))
	if err != nil {
		t.Fatal(err)
	}
	a, err := z.Member("a.txt").Open()
	if err != nil {
		t.Fatal(err)
	}
	b, err := z.Member("b.txt").Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a.Close() //nolint:errcheck // a second close must not take the file away from b
	got, err := io.ReadAll(b)
	if string(got) != simplified || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	b.Close() //nolint:errcheck // read
	if f := z.src; f.random != nil {
		at, _ := f.random()
		if at.(*file).users != 0 {
			t.Error("the archive stays open")
		}
	}
}

func TestUnzipRefusesMembers(t *testing.T) {
	tests := []struct {
		name   string
		member packed
		want   string
	}{
		{"leads out", packed{"../../etc/passwd", "x", nil}, "leads out"},
		{"leads out in the middle", packed{"a/../../b.txt", "x", nil}, "leads out"},
		{"leads out with backslashes", packed{`..\..\b.txt`, "x", nil}, "leads out"},
		{"absolute", packed{"/etc/passwd", "x", nil}, "absolute"},
		{"drive", packed{`C:\chat.txt`, "x", nil}, "absolute"},
		{"link", packed{"link.txt", "/etc/passwd", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }}, "is a link"},
		{"device", packed{"dev", "x", func(h *zip.FileHeader) { h.SetMode(fs.ModeDevice | 0o777) }}, "is a link or device"},
		{"password", packed{"secret.txt", "x", func(h *zip.FileHeader) { h.Flags |= 1 }}, "password"},
		{"password with AES", packed{"secret.txt", "x", func(h *zip.FileHeader) { h.Method = 99 }}, "password"},
		{"unknown method", packed{"big.txt", "x", func(h *zip.FileHeader) { h.Method = 9 }}, "method that is not read here (9)"},
		{"the same name twice", packed{"_chat.txt", "another", nil}, "twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			z, path, err := unzipFile(t, pack(t, packed{"_chat.txt", english, nil}, tt.member))
			if err != nil {
				t.Fatal(err)
			}
			if len(z.Members) != 1 || readRaw(t, z.Members[0]) != english {
				t.Errorf("got %v", memberNames(z))
			}
			if len(z.Refused) != 1 || !strings.Contains(z.Refused[0].Text, tt.want) || !strings.HasPrefix(z.Refused[0].Source, path+"/") {
				t.Errorf("got %v, want %q", z.Refused, tt.want)
			}
		})
	}
}

func TestUnzipRefusesArchives(t *testing.T) {
	good := pack(t, packed{"_chat.txt", strings.Repeat(english, 100), nil}, packed{"b.txt", simplified, nil})
	bomb := strings.Repeat("\x00", 20<<20)
	lie := func(h *zip.FileHeader) { h.UncompressedSize64 = 1 << 62 }
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"cut off in the first header", good[:len("PK")+20], "is cut off or damaged"},
		{"nothing but a start", []byte("PK\x03\x04"), "is cut off or damaged"},
		{"all with a password", pack(t, packed{"a", "x", func(h *zip.FileHeader) { h.Flags |= 1 }}), "protected by a password"},
		{"a bomb", pack(t, packed{"a.txt", bomb, nil}), "made to do harm"},
		{"many small bombs", pack(t, manyZeros(40)...), "made to do harm"},
		{"sizes that overflow", pack(t, packed{"a", "x", lie}, packed{"b", "x", lie}, packed{"c", "x", lie}, packed{"d", "x", lie}), "made to do harm"},
		{"too many members", directory(MaxMembers + 1), "lists more than 100000 members"},
		{"a list without end", directory(600_000), "lists more than 100000 members"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, path, err := unzipFile(t, tt.data)
			r, ok := err.(*chat.Refusal)
			if !ok || r.Source != path || !strings.Contains(r.Text, tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// manyZeros are members that are each too small to look like a bomb.
func manyZeros(n int) []packed {
	var all []packed
	for i := range n {
		all = append(all, packed{fmt.Sprint(i), strings.Repeat("\x00", 1<<20), nil})
	}
	return all
}

// directory is an archive that is little more than a list of n members, all
// of the same empty data. The count at its end wraps around, as it may.
func directory(n int) []byte {
	entry := make([]byte, 46)
	copy(entry, "PK\x01\x02")
	entry[28] = 1 // length of the name
	entry = append(entry, 'a')
	local := make([]byte, 31)
	copy(local, "PK\x03\x04")
	end := make([]byte, 22)
	copy(end, "PK\x05\x06")
	binary.LittleEndian.PutUint16(end[8:], uint16(n))
	binary.LittleEndian.PutUint16(end[10:], uint16(n))
	binary.LittleEndian.PutUint32(end[12:], uint32(n*len(entry)))
	binary.LittleEndian.PutUint32(end[16:], uint32(len(local)))
	return bytes.Join([][]byte{local, bytes.Repeat(entry, n), end}, nil)
}

// Sizes in a header are what the maker of an archive claims.
func TestMemberThatIsLongerThanItSays(t *testing.T) {
	z, _, err := unzipFile(t, pack(t, packed{"a.txt", strings.Repeat("a", 1<<20), func(h *zip.FileHeader) { h.UncompressedSize64 = 10 }}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Members[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	n, err := io.Copy(io.Discard, r)
	if err == nil || n > 64<<10 {
		t.Errorf("gave %d bytes, error %v", n, err)
	}
}

func TestArchiveInArchive(t *testing.T) {
	inner := pack(t, packed{"_chat.txt", simplified, nil})
	middle := pack(t, packed{"inner.zip", string(inner), nil}, packed{"a.txt", english, nil})
	z, path, err := unzipFile(t, pack(t, packed{"middle.zip", string(middle), nil}))
	if err != nil {
		t.Fatal(err)
	}
	z, err = Unzip(z.Member("middle.zip"))
	if err != nil {
		t.Fatal(err)
	}
	a := z.Member("a.txt")
	if a.Name != path+"/middle.zip/a.txt" || readRaw(t, a) != english || readRaw(t, a) != english {
		t.Errorf("got %s: %q", a.Name, readRaw(t, a))
	}
	evidence, err := a.Evidence()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range evidence {
		names = append(names, e.Name)
	}
	if diff := cmp.Diff([]string{path, path + "/middle.zip", path + "/middle.zip/a.txt"}, names); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if _, err := Unzip(z.Member("inner.zip")); err == nil || !strings.Contains(err.Error(), "within an archive within an archive") {
		t.Errorf("a third level: %v", err)
	}
}

func TestArchiveOnStandardInput(t *testing.T) {
	src, err := Stdin(bytes.NewReader(pack(t, packed{"_chat.txt", simplified, nil})))
	if err != nil {
		t.Fatal(err)
	}
	z, err := Unzip(src)
	if err != nil {
		t.Fatal(err)
	}
	if m := z.Member("_chat.txt"); m == nil || m.Name != "-/_chat.txt" || readRaw(t, m) != simplified {
		t.Errorf("got %v", memberNames(z))
	}
}

func TestDamagedMemberIsTold(t *testing.T) {
	data := pack(t, packed{"_chat.txt", strings.Repeat(simplified+english, 50), nil})
	data[100] ^= 0xFF
	z, _, err := unzipFile(t, data)
	if err != nil {
		t.Fatal(err)
	}
	_, err = z.Members[0].Evidence()
	if err == nil || !strings.Contains(err.Error(), "_chat.txt: is damaged in the archive") {
		t.Errorf("got %v", err)
	}
}

func TestMemberNames(t *testing.T) {
	gbk := encode(t, "与陈丽的 WhatsApp 聊天.txt", "gb18030")
	info := func(name, shown string) func(*zip.FileHeader) {
		return func(h *zip.FileHeader) {
			h.NonUTF8 = true
			field := binary.LittleEndian.AppendUint32([]byte{1}, crc32.ChecksumIEEE([]byte(name)))
			field = append(field, shown...)
			h.Extra = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, 0x7075), uint16(len(field)))
			h.Extra = append(h.Extra, field...)
		}
	}
	plain := func(h *zip.FileHeader) { h.NonUTF8 = true }
	tests := []struct {
		name, raw string
		change    func(*zip.FileHeader)
		want      string
	}{
		{"ascii", "_chat.txt", nil, "_chat.txt"},
		{"utf-8 with the flag", "与陈丽的 WhatsApp 聊天.txt", nil, "与陈丽的 WhatsApp 聊天.txt"},
		{"utf-8 without the flag", "与陈丽的 WhatsApp 聊天.txt", plain, "与陈丽的 WhatsApp 聊天.txt"},
		{"GBK", gbk, plain, "与陈丽的 WhatsApp 聊天.txt"},
		{"GBK with a backslash byte", encode(t, "廫.txt", "gb18030"), plain, "廫.txt"},
		{"code page 437", "caf\x82.txt", plain, "café.txt"},
		{"escapes", "#U804a#U5929/a#U00e9.txt", nil, "聊天/aé.txt"},
		{"escape beyond the first plane", "#L01f600 #Ud83d#Ude00.txt", nil, "😀 😀.txt"},
		{"half an escape", "#U80 #Uzzzz #Ud83d.txt", nil, "#U80 #Uzzzz \uFFFD.txt"},
		{"an escape hides no dots", "#U002e#U002e#U002fx", nil, "#U002e#U002e#U002fx"},
		{"backslashes", `media\IMG 1.jpg`, nil, "media/IMG 1.jpg"},
		{"unicode path", "__.txt", info("__.txt", "聊天.txt"), "聊天.txt"},
		{"unicode path of another name", "_chat.txt", info("other", "聊天.txt"), "_chat.txt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			z, _, err := unzipFile(t, pack(t, packed{tt.raw, "x", tt.change}))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{tt.want}, memberNames(z)); diff != "" || len(z.Refused) > 0 {
				t.Errorf("refused %v (-want +got):\n%s", z.Refused, diff)
			}
		})
	}
}
