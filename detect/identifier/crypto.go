package identifier

import (
	"encoding/hex"
	"strings"

	"github.com/btcsuite/btcd/btcutil/base58"
	"github.com/btcsuite/btcd/btcutil/bech32"
	"golang.org/x/crypto/sha3"
)

// usdtContract is the USDT contract on TRON: an address that no person owns.
const usdtContract = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"

// coinWord takes s[a:z] as a wallet address.
func (t *scan) coinWord(a, z int) bool {
	v := t.s[a:z]
	if z-a < 26 || z-a > 90 {
		return false
	}
	f := Found{Kind: Crypto, Normalised: v}
	lab := t.before(a, 2*reach, 1<<coin)
	f.Label = lab.word()
	network, why, ok := CheckWallet(v)
	switch {
	case ok && why == "":
		f.Grade, f.Note = Valid, network
		if network == "Ethereum" {
			f.Normalised = strings.ToLower(v)
			if v == strings.ToLower(v) || v[2:] == strings.ToUpper(v[2:]) {
				f.Grade = Plausible // no letter case, so nothing to check by
			}
		}
		if strings.HasPrefix(network, "Bitcoin") && v[:2] == "BC" {
			f.Normalised = strings.ToLower(v)
		}
		if v == usdtContract {
			f.Note = "TRON; the USDT contract itself, no wallet"
		}
	case ok && lab != nil || ok && network == "Ethereum":
		f.Grade, f.Note = Plausible, network+": "+why
	case lab != nil && z-a >= 32 && z-a <= 44 && isBase58(v) && hasDigit(v) && mixedCase(v):
		f.Grade, f.Note = Plausible, "Solana or another network without a checksum"
	default:
		return false
	}
	t.put(a, z, f)
	return true
}

// CheckWallet reports the network whose address form v has and why v is not
// valid there; "" when it is, or when the form has no check. It reports false
// when v has the form of no network.
func CheckWallet(v string) (network, why string, ok bool) {
	switch {
	case len(v) == 42 && (v[:2] == "0x" || v[:2] == "0X") && isHex(v[2:]):
		return "Ethereum", checkEIP55(v[2:]), true
	case len(v) >= 14 && (hasPrefixFold(v, "bc1") || hasPrefixFold(v, "ltc1")):
		return checkSegwit(v)
	case len(v) < 26 || len(v) > 35 || !isBase58(v):
		return "", "", false
	}
	switch v[0] {
	case 'T':
		if len(v) != 34 {
			return "", "", false
		}
		return "TRON", checkBase58(v, 0x41), true
	case '1':
		return "Bitcoin", checkBase58(v, 0), true
	case '3':
		return "Bitcoin", checkBase58(v, 5), true
	case 'L':
		return "Litecoin", checkBase58(v, 0x30), true
	case 'M':
		return "Litecoin", checkBase58(v, 0x32), true
	case 'D':
		return "Dogecoin", checkBase58(v, 0x1e), true
	}
	return "", "", false
}

func checkBase58(v string, version byte) string {
	b, ver, err := base58.CheckDecode(v)
	if err != nil || ver != version || len(b) != 20 {
		return "the checksum does not fit"
	}
	return ""
}

// checkSegwit checks a bech32 address (BIP 173) or a bech32m one (BIP 350).
func checkSegwit(v string) (network, why string, ok bool) {
	network = "Bitcoin segwit"
	if hasPrefixFold(v, "ltc1") {
		network = "Litecoin segwit"
	}
	_, data, enc, err := bech32.DecodeGeneric(v)
	if err != nil || len(data) < 1 {
		return network, "the checksum does not fit", true
	}
	program, err := bech32.ConvertBits(data[1:], 5, 8, false)
	if err != nil || len(program) < 2 || len(program) > 40 {
		return network, "the length does not fit", true
	}
	switch version := data[0]; {
	case version == 0 && enc == bech32.Version0 && (len(program) == 20 || len(program) == 32):
		return network, "", true
	case version == 1 && enc == bech32.VersionM && len(program) == 32:
		return strings.Replace(network, "segwit", "taproot", 1), "", true
	case version > 1 && enc == bech32.VersionM:
		return network, "", true
	}
	return network, "the checksum is not of the kind that the version needs", true
}

// checkEIP55 checks the letter case of an Ethereum address (EIP-55). An
// address in one case carries no check.
func checkEIP55(v string) string {
	low := strings.ToLower(v)
	if v == low || v == strings.ToUpper(v) {
		return ""
	}
	h := sha3.NewLegacyKeccak256()
	h.Write([]byte(low))
	sum := hex.EncodeToString(h.Sum(nil))
	for i := range len(v) {
		if isLetter(v[i]) && isUpper(v[i]) != (sum[i] >= '8') {
			return "the letter case does not fit its checksum"
		}
	}
	return ""
}

func isHex(v string) bool {
	for i := range len(v) {
		if !isDigit(v[i]) && v[i]|0x20-'a' > 5 {
			return false
		}
	}
	return true
}

func isBase58(v string) bool {
	for i := range len(v) {
		if !isAlnum(v[i]) || strings.IndexByte("0OIl", v[i]) >= 0 {
			return false
		}
	}
	return true
}

func hasDigit(v string) bool { return strings.ContainsAny(v, "0123456789") }

func mixedCase(v string) bool { return v != strings.ToLower(v) && v != strings.ToUpper(v) }
