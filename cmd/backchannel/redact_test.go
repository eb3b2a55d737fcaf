package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// secrets are what the sample chats hold of names, numbers and accounts, in
// small letters, and as they stand in the names of the files.
var secrets = []string{
	"martin", "vogel", "lily", "chen ", "-chen", "陈建国", "建国", "陈经理", "jianguo", "周启明", "启明", "周总", "恒锐", "林晓梅", "priya", "nair", "grace", "liao",
	"lt489090911042233817", "vtrdlt21xxx", "6299 8801", "62998801", "5550 1882", "6155501882", "vesta", "lumoqi",
}

// No form shows what is to be hidden, nor do the names of files; the key does,
// and only its owner can read it.
func TestRedactedReportsHideEverything(t *testing.T) {
	samples, err := filepath.Abs("../../testdata/sample")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	args := []string{"scan", "--redact", "--redact-key", "key", "--messages", "--jsonl-evidence", "--tz", "Asia/Shanghai",
		"--company", "Ningbo Lumoqi Lighting Co., Ltd.", "--supplier", "Lily Chen", samples}
	for _, f := range reportForms.forms {
		args = append(args, "--format", f.name, "-o", "out"+f.suffix)
	}
	var told bytes.Buffer
	if code := run(args, streams{strings.NewReader(""), io.Discard, &told}); code != exitOK {
		t.Fatalf("code %d: %s", code, told.String())
	}
	if !strings.Contains(told.String(), "hidden: account 2, ") {
		t.Errorf("told %q", told.String())
	}
	key, err := os.ReadFile("key")
	if err != nil || !bytes.Contains(key, []byte("LT489090911042233817")) {
		t.Errorf("key %q, %v", key, err)
	}
	if info, err := os.Stat("key"); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read the key: %v %v", info.Mode(), err)
	}
	if err := os.Remove("key"); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(".")
	if err != nil || len(files) != len(reportForms.forms) {
		t.Fatalf("got %v, %v", files, err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		all := strings.ToLower(string(unpacked(t, data)))
		for _, s := range secrets {
			if i := strings.Index(all, s); i >= 0 {
				t.Errorf("%s shows %q: %q", f.Name(), s, all[max(0, i-80):min(len(all), i+80)])
			}
		}
		if !strings.Contains(all, "[account-1]") && f.Name() != "out.html" {
			t.Errorf("%s shows no mark", f.Name())
		}
	}
}

// unpacked gives the bytes of a file, and of all members where it is an
// archive.
func unpacked(t *testing.T, data []byte) []byte {
	t.Helper()
	if mail := bytes.SplitN(data, []byte("base64\r\n\r\n"), 2); len(mail) == 2 { // RSMF
		packed, _, _ := bytes.Cut(mail[1], []byte("\r\n--"))
		inner, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(packed)))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(mail[0])))
		if err != nil {
			t.Fatal(err)
		}
		return append(text, unpacked(t, inner)...)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return data
	}
	var all []byte
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		member, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, member...)
	}
	return all
}
