// Package alibaba reads what people can keep of a conversation in the
// Messenger of Alibaba.com (formerly TradeManager, OneTalk): the saved page,
// text copied from it, notification mails, and files of exporting scripts. The
// platform offers buyers no export.
package alibaba
