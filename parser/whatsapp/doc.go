// Package whatsapp reads WhatsApp conversations: the exports of the phone
// apps, what people copy out of WhatsApp Web, and the pages, JSON and text of
// WhatsApp-Chat-Exporter, which reads the phone's database.
//
// The export of the phones is plain text in the language of the app and with
// the dates of the phone's region, and a message can hold anything, other
// exports included. So a text is read twice. The first pass surveys it: which
// header forms occur and where, what ends the lines, whether the day or the
// month comes first, who writes. The second yields the messages. Neither
// keeps more than bounded tables.
//
// What the app writes in its many languages is data under words/.
package whatsapp
