package wechat

import (
	"bytes"
	"io"
	"path"
	"regexp"
	"strings"

	"backchannel/parser/wechat/internal/literal"
)

// refusal makes a format that recognises files which hold no conversation, or
// none that could serve as evidence, and says what to ask for instead. An
// importer that finds nothing in such a file would be worse than none.
func refusal(name, text string, sniff func(name string, head []byte) int) Format {
	return Format{
		name:  name,
		unit:  unitBlocks,
		sniff: sniff,
		read:  func(s *sink, _ io.Reader) error { return s.refuse(text) },
	}
}

// Training refuses the files that MemoTrace and others write to train language
// models: shuffled questions and answers.
func Training() Format {
	return refusal("wechat-training",
		"these are texts for training a language model: shuffled, without times and names, and no evidence of a conversation; ask for the chat as CSV, JSON or HTML",
		func(_ string, head []byte) int {
			sh, ok := shapeOf(head)
			switch {
			case !ok:
			case sh.elementHas("role", "content") && !sh.elementHas("time"),
				sh.array && sh.elementHas("instruction", "output"),
				!sh.array && sh.has("instruction", "output"):
				return 90
			}
			talk := sh.element.Get("conversations", "messages")
			if sh.has("messages") && !sh.array {
				talk = sh.facts["messages"]
			}
			for v := range talk.Elements() {
				if o := v.Object(); o.Has("role") && o.Has("content") || o.Has("from") && o.Has("value") {
					return 90
				}
				break
			}
			return 0
		})
}

// Contacts refuses lists of people, such as the users.json of PyWxDump.
func Contacts() Format {
	return refusal("wechat-contacts",
		"this is a list of contacts and not a conversation; give the file of the conversation that lies beside it",
		func(name string, head []byte) int {
			sh, ok := shapeOf(head)
			if !ok {
				return 0
			}
			one := sh.element
			for _, v := range sh.facts {
				if o := v.Object(); one.Len() == 0 && o.Len() > 0 {
					one = o
				}
			}
			person := one.Has("wxid") || one.Has("username") || one.Has("userName")
			named := one.Has("nickname") || one.Has("nickName") || one.Has("remark")
			said := one.Has("content") || one.Has("msg") || one.Has("createTime") || sh.has("messages")
			switch {
			case person && named && !said:
				return 40
			case path.Base(name) == "users.json" && !said:
				return 30
			}
			return 0
		})
}

// databases are the names of the applications' own files: encrypted or not,
// they are no export.
var databases = regexp.MustCompile(`(?i)^(?:MSG\d*|MicroMsg|EnMicroMsg|message_\d+|MM|ChatMsg|FTSMSG\d*|MediaMSG\d*|contact|session|Manifest)\.(?:db|sqlite)$`)

// Database refuses databases of the application and phone backups.
func Database() Format {
	return refusal("wechat-database",
		"this is a database of WeChat or a phone backup, encrypted or not, and no export; ask whoever holds it for an export of the chat as CSV, JSON, HTML or text",
		func(name string, head []byte) int {
			sqlite := bytes.HasPrefix(head, []byte("SQLite format 3\x00"))
			wechat := databases.MatchString(path.Base(strings.ReplaceAll(name, `\`, "/")))
			switch {
			case wechat && (sqlite || !looksText(head)):
				return 45
			case sqlite && bytes.Contains(head, []byte("StrTalker")), sqlite && bytes.Contains(head, []byte("Msg_")):
				return 40
			}
			return 0
		})
}

// looksText says that the first bytes hold no control characters.
func looksText(head []byte) bool {
	head = head[:min(len(head), 512)]
	return bytes.IndexFunc(head, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' }) < 0
}

// KeyList refuses the lists of keys and accounts that the tools print before
// they open a database.
func KeyList() Format {
	return refusal("wechat-keys",
		"this file holds keys and paths of WeChat databases and no conversation; keep it safe, and ask for an export of the chat itself",
		func(_ string, head []byte) int {
			sh, ok := shapeOf(head)
			if !ok {
				return 0
			}
			one := sh.element
			if !sh.array && sh.list == "" {
				one = objectOf(sh)
			}
			key := one.Has("key") || one.Has("dbKey") || one.Has("db_key") || one.Has("decryptKey")
			owner := one.Has("wxid") || one.Has("account") || one.Has("pid")
			place := one.Has("wx_dir") || one.Has("wx_path") || one.Has("filePath") || one.Has("data_dir") || one.Has("dataDir") || one.Has("pid")
			if key && owner && place && !one.Has("content") {
				return 60
			}
			return 0
		})
}

// objectOf gives the facts of a document as one object.
func objectOf(sh shape) literal.Object {
	var b bytes.Buffer
	b.WriteByte('{')
	for k, v := range sh.facts {
		if v != nil && !strings.ContainsAny(k, "\"\\\n") {
			b.WriteString(`"` + k + `":`)
			b.Write(v)
			b.WriteByte(',')
		}
	}
	b.WriteByte('}')
	o, _ := literal.Parse(b.Bytes())
	return o
}
