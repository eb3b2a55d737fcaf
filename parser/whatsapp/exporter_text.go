package whatsapp

import (
	"path"
	"strings"

	"backchannel/parser/chat"
)

// The texts by which WhatsApp-Chat-Exporter stands for what it has no text of.
const (
	exporterMissing = "The media is missing"
	exporterDeleted = "Message deleted"
)

// exporterClass classifies a record of the exporter's text.
func exporterClass(b *body) class {
	line := firstLine(b.text)
	if file, ok := strings.CutPrefix(line, "<media file in "); ok && strings.HasSuffix(file, ">") {
		file = baseName(strings.TrimSuffix(file, ">"))
		return class{kind: fileKind(file), attachments: []string{file}}
	}
	switch strings.Trim(line, "<>") {
	case exporterMissing:
		return class{kind: chat.Media}
	case exporterDeleted:
		return class{kind: chat.Deleted}
	case "", "None":
		return class{kind: chat.Other}
	}
	return class{kind: chat.Text}
}

// baseName gives the last part of a path of any system.
func baseName(file string) string { return path.Base(strings.ReplaceAll(file, `\`, "/")) }
