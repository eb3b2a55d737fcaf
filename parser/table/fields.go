package table

import (
	"strings"

	"backchannel/parser/chat"
)

// field is a part of a record that a heading or a key names.
type field int

const (
	fTime field = iota
	fDate
	fSender
	fText
	fKind
	fRole
	fFiles
	fPlatform
	fConversation
	fDirection
	fQuote
	fTranslation
	fEdited
	fAuto
	fSource
	fIndex
	fLine
	fID
	fieldCount
)

// values are the fields of one record as printed.
type values [fieldCount]string

// names are the names of the fields, the chosen one first. Where two columns
// of a table mean one field, the name further left wins.
var names = [fieldCount][]string{
	fTime: {"time", "timestamp", "ts", "datetime", "date time", "时间", "发送时间", "時間", "發送時間",
		"uhrzeit", "hora", "heure", "ora", "zeitstempel", "zeitpunkt", "datum und uhrzeit", "fecha y hora", "data e hora", "date et heure", "data e ora"},
	fDate: {"date", "日期", "datum", "fecha", "data"},
	fSender: {"sender", "from", "name", "author", "发送人", "发送者", "昵称", "發送人", "發送者", "暱稱",
		"absender", "remitente", "remetente", "expéditeur", "mittente", "afzender", "отправитель", "von", "de", "nombre", "nome", "nom"},
	fText: {"text", "content", "message", "body", "内容", "消息", "消息内容", "內容", "訊息",
		"nachricht", "mensaje", "mensagem", "messaggio", "bericht", "сообщение", "inhalt", "contenido", "texto", "texte", "testo"},
	fKind:         {"kind", "type", "类型", "類型", "typ", "art", "tipo"},
	fRole:         {"role", "角色"},
	fFiles:        {"attachments", "files", "attachment", "附件", "anhang", "anhänge", "adjunto", "adjuntos", "anexo", "anexos"},
	fPlatform:     {"platform", "平台"},
	fConversation: {"conversation", "会话", "會話"},
	fDirection:    {"direction", "方向"},
	fQuote:        {"quote", "引用"},
	fTranslation:  {"translation", "翻译", "翻譯"},
	fEdited:       {"edited"},
	fAuto:         {"auto"},
	fSource:       {"source"},
	fIndex:        {"index"},
	fLine:         {"line"},
	fID:           {"id"},
}

// named is the field that a name stands for and the place of the name in its list.
type named struct {
	field field
	rank  int
}

var byName = func() map[string]named {
	m := map[string]named{}
	for f, list := range names {
		for rank, name := range list {
			m[name] = named{field(f), rank}
		}
	}
	return m
}()

// vocabulary gives the field that a heading names.
type vocabulary func(heading string) (named, bool)

// lookup is the vocabulary of the interchange: the field that a heading or
// key names, whatever its case.
func lookup(name string) (named, bool) {
	if n, ok := byName[name]; ok {
		return n, true
	}
	n, ok := byName[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))]
	return n, ok
}

// kinds are the kinds of a message by the names tables give them.
var kinds = map[string]chat.Kind{
	"text": chat.Text, "media": chat.Media, "system": chat.Notice, "call": chat.Call, "deleted": chat.Deleted,
	"contact": chat.Contact, "location": chat.Location, "link": chat.Link, "transfer": chat.Transfer,
	"sticker": chat.Sticker, "other": chat.Other,
	"image": chat.Media, "picture": chat.Media, "photo": chat.Media, "video": chat.Media, "audio": chat.Media,
	"voice": chat.Media, "file": chat.Media, "document": chat.Media, "recalled": chat.Deleted, "notice": chat.Notice,
	"文本": chat.Text, "文字": chat.Text, "图片": chat.Media, "文件": chat.Media, "视频": chat.Media, "语音": chat.Media,
	"系统": chat.Notice, "撤回": chat.Deleted, "名片": chat.Contact, "链接": chat.Link,
	"圖片": chat.Media, "檔案": chat.Media, "影片": chat.Media, "視頻": chat.Media, "語音": chat.Media,
	"系統": chat.Notice, "連結": chat.Link, "鏈接": chat.Link,
	"texto": chat.Text, "imagen": chat.Media, "imagem": chat.Media, "archivo": chat.Media, "foto": chat.Media, "vídeo": chat.Media,
	"bild": chat.Media, "datei": chat.Media, "sprachnachricht": chat.Media, "eliminado": chat.Deleted, "gelöscht": chat.Deleted,
	"sistema": chat.Notice,
}

// roles are the sides of a trade by the names tables give them.
var roles = map[string]chat.Role{
	"": "", "unknown": chat.Unknown, "system": chat.System, "系统": chat.System, "系統": chat.System,
	"supplier": chat.Supplier, "seller": chat.Supplier, "vendor": chat.Supplier, "卖家": chat.Supplier,
	"賣家": chat.Supplier, "供应商": chat.Supplier, "供應商": chat.Supplier,
	"客服": chat.Supplier, "商家": chat.Supplier, "店铺": chat.Supplier,
	"buyer": chat.Buyer, "customer": chat.Buyer, "client": chat.Buyer, "买家": chat.Buyer, "買家": chat.Buyer,
	"客户": chat.Buyer, "客戶": chat.Buyer,
}

// platforms are other names of the platforms.
var platforms = map[string]string{
	"微信": chat.WeChat, "阿里巴巴": chat.Alibaba, "alibaba.com": chat.Alibaba, "旺旺": chat.Wangwang,
	"阿里旺旺": chat.Wangwang, "千牛": chat.Wangwang, "1688": chat.Wangwang,
}

// find looks a value up as it stands, then without blanks and case.
func find[V any](m map[string]V, s string) (V, bool) {
	if v, ok := m[s]; ok {
		return v, true
	}
	v, ok := m[strings.ToLower(strings.TrimSpace(s))]
	return v, ok
}

// truth reads a cell that says yes.
func truth(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "1", "yes", "是":
		return true
	}
	return false
}
