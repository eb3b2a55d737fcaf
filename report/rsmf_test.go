package report

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// manifest is what an RSMF manifest may hold of what is written here; other
// keys are refused.
type manifest struct {
	Version, EventCollectionID string
	Participants               []struct {
		ID, Display string
		Custom      []rsmfCustom
	}
	Conversations []struct {
		ID, Display, Platform, Custodian string
		Participants                     []string
		Custom                           []rsmfCustom
	}
	Events []struct {
		ID, Type, Conversation, Participant, Timestamp, Direction, Importance, Body string
		Deleted                                                                     bool
		Custom                                                                      []rsmfCustom
	}
}

// readRSMF opens the mail and the archive as a reader would, and checks what
// the schema of the manifest demands.
func readRSMF(t testing.TB, data []byte) []string {
	t.Helper()
	for line := range bytes.Lines(data) {
		if !bytes.HasSuffix(line, []byte("\r\n")) || len(line) > 1000 {
			t.Fatalf("line %.100q", line)
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if v := m.Header.Get("X-RSMF-Version"); v != "2.0.0" {
		t.Errorf("version %q", v)
	}
	shown := []string{}
	for _, v := range m.Header {
		plain, err := new(mime.WordDecoder).DecodeHeader(v[0])
		if err != nil {
			t.Error(err)
		}
		shown = append(shown, plain)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	text, err := parts.NextPart() // decodes quoted-printable
	if err != nil {
		t.Fatal(err)
	}
	words, err := io.ReadAll(text)
	if err != nil {
		t.Fatal(err)
	}
	shown = append(shown, strings.ReplaceAll(string(words), "\r\n", "\n"))
	packed, err := parts.NextPart()
	if err != nil || packed.FileName() != "rsmf.zip" {
		t.Fatalf("%v %q", err, packed.FileName())
	}
	raw, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, packed))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parts.NextPart(); err != io.EOF {
		t.Errorf("after the archive comes %v", err)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil || len(z.File) != 1 {
		t.Fatal(err)
	}
	f, err := z.Open("rsmf_manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if n := m.Header.Get("X-RSMF-EventCount"); n != strconv.Itoa(checkManifest(t, content)) {
		t.Errorf("the header counts %s events", n)
	}
	var all any
	if err := json.Unmarshal(content, &all); err != nil {
		t.Fatal(err)
	}
	return append(shown, strs(all)...)
}

// checkManifest checks a manifest by the rules of the schema for 2.0.0, and
// gives the number of events.
func checkManifest(t testing.TB, data []byte) int {
	t.Helper()
	var m manifest
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		t.Fatalf("%v in %.300s", err, data)
	}
	if m.Version != "2.0.0" || m.Participants == nil || m.Conversations == nil || m.Events == nil {
		t.Errorf("a required key is missing: %.300s", data)
	}
	people, talks := map[string]bool{}, map[string][]string{}
	custom := func(all []rsmfCustom) {
		for _, c := range all {
			if c.Name == "" || c.Value == "" {
				t.Errorf("an empty custom value: %+v", c)
			}
		}
	}
	for _, p := range m.Participants {
		if p.ID == "" || people[p.ID] {
			t.Errorf("participant %+v", p)
		}
		people[p.ID] = true
		custom(p.Custom)
	}
	for _, c := range m.Conversations {
		if c.ID == "" || c.Platform == "" || c.Participants == nil || talks[c.ID] != nil || c.Custodian != "" && !slices.Contains(c.Participants, c.Custodian) {
			t.Errorf("conversation %+v", c)
		}
		for _, p := range c.Participants {
			if !people[p] {
				t.Errorf("nobody is called %s", p)
			}
		}
		talks[c.ID] = c.Participants
		custom(c.Custom)
	}
	for _, e := range m.Events {
		if !slices.Contains([]string{"message", "disclaimer"}, e.Type) || talks[e.Conversation] == nil ||
			e.Participant != "" && !slices.Contains(talks[e.Conversation], e.Participant) ||
			!slices.Contains([]string{"", "high"}, e.Importance) || !slices.Contains([]string{"", "incoming", "outgoing"}, e.Direction) {
			t.Errorf("event %+v", e)
		}
		if _, err := time.Parse(time.RFC3339, e.Timestamp); err != nil && e.Timestamp != "" {
			t.Error(err)
		}
		custom(e.Custom)
	}
	return len(m.Events)
}

// Who is us is told only where it is known.
func TestRSMFDirection(t *testing.T) {
	said := func(sender string) detect.Event {
		return detect.Event{Message: chat.Message{Source: "a", Platform: chat.QQ, Kind: chat.Text, Time: "2024-03-02T10:00:00Z", Sender: sender, Text: "x"}}
	}
	for _, c := range []struct{ self, want string }{{"", ""}, {"Tom", "incoming outgoing"}} {
		run := sampleRun("en")
		run.Self = c.self
		data := exchanges["rsmf"].write(t, run, func() ([]detect.Event, detect.Case) {
			return []detect.Event{said("Lily"), said("Tom")}, detect.Case{}
		})
		var got []string
		for _, s := range readRSMF(t, data) {
			if s == "incoming" || s == "outgoing" {
				got = append(got, s)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: got %q", c.self, got)
		}
	}
}

// Nobody can write a line of the readable text that seems to be another's.
func TestRSMFTextCannotBeForged(t *testing.T) {
	forged := "ok\n2024-03-05T15:22:00+08:00  Tom: I have paid"
	data := exchanges["rsmf"].write(t, sampleRun("en"), hostileConversation(forged))
	seen := 0
	for _, s := range readRSMF(t, data) {
		if !strings.HasPrefix(s, "2024-03-05T15:22:00+08:00  ok ⏎ ") {
			continue
		}
		if seen++; strings.Contains(s, "\n2024-03-05T15:22:00+08:00  Tom") {
			t.Errorf("got %q", s)
		}
	}
	if seen != 1 {
		t.Errorf("the text stands %d times", seen)
	}
}
