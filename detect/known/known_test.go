package known

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const file = `suppliers:
  - company: Ningbo Lumoqi Lighting Co., Ltd.
    names: [宁波路墨奇照明有限公司]
    contacts: [Lily Chen]
    accounts:
      - value: "3901 1234 5678 9012"
        bank: Bank of China
        cleared: {by: J. Weber, how: call to the number on the licence, on: 2026-01-12}
    phones:
      - {value: "+86 574 8765 4321", cleared: {by: J. Weber, how: licence, on: 2026-01-12}}
`

func TestRead(t *testing.T) {
	f, err := Read("known.yaml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	s := f.Suppliers[0]
	if a := s.Account("3901-1234-5678-9012"); a == nil || f.Where(a.Place()) != "known.yaml:6" || a.Cleared.String() != "cleared by J. Weber on 2026-01-12 (call to the number on the licence)" {
		t.Errorf("account %+v", a)
	}
	if s.Account("3901123456789013") != nil {
		t.Error("another number is taken for the cleared one")
	}
	if !s.Is("NINGBO LUMOQI LIGHTING CO.,LTD") || s.Is("Merivanta Trading Limited") || s.Is("") {
		t.Error("the names of the company are not told apart from others")
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "k.yaml:1:1: no supplier"},
		{"no YAML", "suppliers: [", "k.yaml:1:"},
		{"an unknown key", "suppliers:\n  - company: A Ltd\n    acounts: []\n", `k.yaml:3:5: unknown field "acounts"`},
		{"an unknown key below", "suppliers:\n  - company: A Ltd\n    accounts:\n      - valu: 123\n", `k.yaml:4:9: unknown field "valu"`},
		{"no company", "suppliers:\n  - names: [A]\n", `k.yaml:2:5: a supplier without "company"`},
		{"a draft that nobody cleared", "suppliers:\n  - company: A Ltd\n    accounts:\n      - value: \"123456\"\n        stated-in-chat: chat.txt:3\n", "k.yaml:4:9: accounts 123456 is not cleared"},
		{"cleared by nobody", "suppliers:\n  - company: A Ltd\n    phones:\n      - {value: \"+86 574 8765 4321\", cleared: {on: 2026-01-12}}\n", "k.yaml:4:10: phones +86 574 8765 4321 is not cleared"},
		{"an address for a domain", "suppliers:\n  - company: A Ltd\n    mail-domains:\n      - {value: lily@a.example, cleared: {by: J, how: h, on: 2026-01-12}}\n", `k.yaml:4:10: mail-domains "lily@a.example" is none`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read("k.yaml", []byte(c.text))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s…", err, c.want)
			}
		})
	}
}

func sheet(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, r := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &r); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWatchlist(t *testing.T) {
	const csv = "\ufefftype,value,note,added by,date\naccount,3901 1234 5678 9012,case 17,M. Ito,2026-02-03\nphone,+86 138 0013 8000,called twice,,\nperson,Chen Li,,,\n"
	const list = "watchlist:\n  - {type: account, value: \"3901 1234 5678 9012\", note: case 17, added-by: M. Ito, date: 2026-02-03}\n  - {type: phone, value: \"+86 138 0013 8000\", note: called twice}\n  - {type: person, value: Chen Li}\n"
	for name, data := range map[string][]byte{
		"w.csv": []byte(csv), "w.yaml": []byte(list),
		"w.xlsx": sheet(t, []any{"Type", "Value", "Note", "Added by", "Date"}, []any{"account", "3901 1234 5678 9012", "case 17", "M. Ito", "2026-02-03"},
			[]any{"phone", "+86 138 0013 8000", "called twice"}, []any{"person", "Chen Li"}),
	} {
		w, err := ReadWatchlist(name, data)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ kind, value, want string }{
			{"iban", "3901123456789012", "case 17 (M. Ito, 2026-02-03)"}, {"account", "03901-1234-5678-9012", "case 17 (M. Ito, 2026-02-03)"},
			{"phone", "13800138000", "called twice"}, {"beneficiary", "CHEN LI", "person Chen Li"},
			{"account", "3901123456789013", ""}, {"phone", "+86 138 0013 8001", ""}, {"wechat", "chenli", ""}, {"amount", "3901", ""},
		} {
			got := ""
			if e := w.Hit(c.kind, c.value); e != nil {
				got = e.String()
			}
			if got != c.want {
				t.Errorf("%s: %s %s hits %q, want %q", name, c.kind, c.value, got, c.want)
			}
		}
	}
}

func TestWatchlistRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"w.txt", "x", "w.txt:1:1: the suffix"},
		{"w.csv", "type,value\n", "w.csv:1:1: no entry"},
		{"w.csv", "kind,value\n", `w.csv:1:1: column "kind" is none of type,`},
		{"w.csv", "type,note\naccount,x\n", "w.csv:1:1: the first row names the columns"},
		{"w.csv", "value,type\n123456,acount\n", `w.csv:2:8: type "acount" is none of account,`},
		{"w.csv", "type,value\naccount,\n", "w.csv:2:1: an entry without a value"},
		{"w.csv", "type,value\naccount,\"12\n", "w.csv:2:"},
		{"w.yaml", "watchlist:\n  - {type: account, valu: x}\n", `w.yaml:2:21: unknown field "valu"`},
		{"w.yaml", "watchlist:\n  - {type: acount, value: x}\n", `w.yaml:2:6: type "acount" is none of`},
		{"w.xlsx", "no workbook", "w.xlsx:1:1: cannot be opened as a workbook"},
	} {
		_, err := ReadWatchlist(c.name, []byte(c.text))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s %q: got %v, want %s…", c.name, c.text, err, c.want)
		}
	}
}
