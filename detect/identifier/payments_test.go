package identifier

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/blocks.txt anew; read it before you commit it")

// TestPayments reads bank blocks in the layouts that people use. Behind each
// block of testdata/blocks.txt stand the instructions that it is read as.
func TestPayments(t *testing.T) {
	const name = "testdata/blocks.txt"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	blocks := 0
	for part := range strings.SplitSeq(string(data), "\n\n====\n") {
		text, _, _ := strings.Cut(part, "\n>> ")
		fmt.Fprintf(&got, "%s\n", text)
		found := Find(text)
		checkFound(t, text, found)
		for _, in := range Payments(text, found) {
			fmt.Fprintln(&got, ">> "+summary(&in))
			for _, f := range []Field{in.Beneficiary, in.Bank, in.BankAddress, {in.Account.Value, in.Account.Start, in.Account.End}} {
				if text[f.Start:f.End] != f.Value {
					t.Errorf("field %+v does not stand there in %q", f, text)
				}
			}
		}
		fmt.Fprint(&got, "\n====\n")
		blocks++
	}
	all := strings.TrimSuffix(got.String(), "\n====\n")
	if *update {
		if err := os.WriteFile(name, []byte(all), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(string(data), all); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
	if blocks < 50 {
		t.Errorf("only %d blocks in %s", blocks, name)
	}
}

// summary gives an instruction in a line.
func summary(in *Instruction) string {
	s := fmt.Sprintf("%s %s", in.Account.Kind, in.Account.Normalised)
	for _, f := range [...][2]string{
		{"payee", in.Beneficiary.Value}, {"bank", in.Bank.Value}, {"address", in.BankAddress.Value}, {"bic", in.BIC.Normalised},
		{string(in.Branch.Kind), in.Branch.Normalised}, {"in", in.Country}, {"currency", in.Currency},
	} {
		if f[1] != "" {
			s += " | " + f[0] + " " + f[1]
		}
	}
	if in.Personal {
		s += " | a person"
	}
	return s
}
