package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"
)

// chatText is a small export, for archives.
const chatText = `13/03/2024, 15:22 - Lily Chen: Our account is under audit, please don't use the old account
13/03/2024, 15:25 - Martin Vogel: I will call the office first
`

// writeInputs puts the inputs that a text archive cannot hold into the folder
// of a script.
func writeInputs(env *testscript.Env) error {
	env.Setenv("ESC", "\x1b")
	noise := make([]byte, 4096)
	rnd := rand.NewChaCha8([32]byte{})
	if _, err := rnd.Read(noise); err != nil {
		return err
	}
	whole := zipped("_chat.txt", chatText)
	for name, data := range map[string][]byte{
		"empty.txt":     {},
		"noise.bin":     noise,
		"photo.txt":     append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00H\x00H\x00\x00"), noise...),
		"offer.pdf":     append([]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), noise...),
		"whole.zip":     whole,
		"locked.zip":    locked(whole),
		"truncated.zip": whole[:len(whole)/2],
		"bad\x1b.txt":   noise, // an escape character in the name
	} {
		if err := os.WriteFile(filepath.Join(env.WorkDir, name), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func zipped(name, text string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// locked marks every member of an archive as encrypted: bit 0 of the flags,
// at 6 in a local header and at 8 in the directory (APPNOTE.TXT 4.4.4).
func locked(data []byte) []byte {
	data = bytes.Clone(data)
	for at, sig := range map[int]string{6: "PK\x03\x04", 8: "PK\x01\x02"} {
		for i := 0; ; i++ {
			j := bytes.Index(data[i:], []byte(sig))
			if j < 0 {
				break
			}
			i += j
			flags := data[i+at : i+at+2]
			binary.LittleEndian.PutUint16(flags, binary.LittleEndian.Uint16(flags)|1)
		}
	}
	return data
}
