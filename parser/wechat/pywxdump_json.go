package wechat

import (
	"bytes"
	"io"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// PyWxDumpJSON reads the JSON of PyWxDump: an array with the columns of its CSV
// as keys.
func PyWxDumpJSON() Format {
	return document{begin: func(*sink, map[string]literal.Value) func(*literal.Object) chat.Message {
		return pyWxDumpObject(nil)
	}}.format("wechat-pywxdump-json", func(sh shape) int {
		if sh.array && sh.elementHas("type_name", "talker") && (sh.elementHas("room_name") || sh.elementHas("is_sender")) {
			return 95
		}
		return 0
	})
}

// PyWxDumpScript reads data.js, the data of the page that PyWxDump writes,
// which also has the names of the people.
func PyWxDumpScript() Format {
	return Format{
		name: "wechat-pywxdump-script",
		unit: unitBlocks,
		sniff: func(_ string, head []byte) int {
			if scriptList(head, "local_msg_list", quotedKey) > 0 || scriptList(head, "local_msg_list", unquotedKey) > 0 {
				return 97
			}
			if bytes.Contains(head, []byte("local_user_list")) && bytes.Contains(head, []byte("const local_")) {
				return 80
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			names, err := pyWxDumpNames(s)
			if err != nil {
				return err
			}
			return readScript(s, text, "local_msg_list", pyWxDumpObject(names))
		},
	}
}

// pyWxDumpNames reads the list of people in a pass of its own: it may stand
// behind the messages. It is an object by id, or an array.
func pyWxDumpNames(s *sink) (map[string]string, error) {
	text, err := s.src.Text()
	if err != nil {
		return nil, err
	}
	defer text.Close()
	names := map[string]string{}
	st := literal.NewStream(text)
	if _, ok := st.Find("local_user_list", 0); !ok {
		return names, nil
	}
	v, err := st.Value()
	if err != nil {
		return names, nil
	}
	learn := func(id string, v literal.Value) {
		o := v.Object()
		id = orElse(id, o.Text("wxid", "username", "UserName"))
		name := o.Text("remark", "Remark", "nickname", "NickName", "nickName")
		if id != "" && name != "" && len(names) < maxNames {
			names[id] = name
		}
	}
	for e := range v.Elements() {
		learn("", e)
	}
	o := v.Object()
	for id, e := range o.All() {
		learn(id, e)
	}
	return names, nil
}

// pyWxDumpObject gives what makes a message of an object, with names by id.
func pyWxDumpObject(names map[string]string) func(*literal.Object) chat.Message {
	return func(o *literal.Object) chat.Message {
		content := o.Get("content").Object()
		if inner, ok := literal.Parse([]byte(o.Text("content"))); ok {
			content = inner
		}
		talker := o.Text("talker")
		m := pyWxDumpMessage(pyWxDump{
			typ: o.Text("type_name"), own: o.Get("is_sender").Bool(), talker: orElse(names[talker], talker),
			msg: orElse(o.Text("msg"), content.Text("msg")), src: orElse(o.Text("src"), content.Text("src")),
			time: o.Text("CreateTime"),
		})
		if m.Time == "" {
			m.Time = timeOf(o.Get("CreateTime"), "")
		}
		return m
	}
}
