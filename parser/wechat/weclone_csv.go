package wechat

import (
	"strings"

	"backchannel/parser/chat"
)

// WeCloneCSV reads the CSV that WeFlow writes for WeClone: the columns of
// PyWxDump without the room, times in UTC, English names of types.
func WeCloneCSV() Format {
	f := csvFormat("wechat-weclone-csv", 90, tableForm{
		columns: []string{"type_name", "is_sender", "talker", "msg", "src", "CreateTime"},
		not:     "room_name",
		text:    []string{"msg"},
		begin: func(*sink) func(*record) chat.Message {
			return func(r *record) chat.Message {
				m := pyWxDumpMessage(pyWxDump{
					typ: strings.ToLower(r.get("type_name")), own: number(r.get("is_sender")) == 1, talker: r.get("talker"),
					msg: r.get("msg"), src: r.get("src"), time: r.get("CreateTime"),
				})
				if name := localPath(m.Text); name != "" && m.Kind == chat.Media {
					m.Text, m.Attachments = "", files(name)
				}
				return m
			}
		},
	})
	f.missing = weFlowMissing
	return f
}
