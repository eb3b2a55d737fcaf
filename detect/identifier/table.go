package identifier

// entry is a row of the label table: words that mean the same, separated by |.
type entry struct {
	role  role
	app   string
	words string
}

// table holds the words that introduce identifiers, in the scripts and
// languages in which trade chats name them. Chinese words are given in
// simplified characters and match in the other forms too.
var table = []entry{
	{account, "", `a/c no|a/c number|ac:|a. c:|acc.|bene a/c|beneficiary a/c|beneficiary account|beneficiary account no|beneficiary account number|account id|a/c #|a/c|ac no|ac number|acc no|acc number|acc num|acc|acct no|acct number|acct #|acct|
		account no|account number|account num|account #|account nr|account|bank account|bank a/c|usd account|usd a/c|rmb account|eur account|
		bank account number|bank account no|company account|corporate account|public account|personal account|private account|accnt|
		account details|bank details|number of account|a. c. no|
		账号|账 号|账  号|账户|账 户|账户号|账户号码|帐户号码|账户账号|银行账号|银行账户|收款账号|收款账户|公司账号|对公账号|对公账户|公账|公户|对公|私账|私户|个人账户|
		户口|户口号码|户头|美元账户|美金账户|美金账号|人民币账户|人民币账号|新账号|新账户|zhanghao|zhang hao|zhanghu|
		kontonummer|konto nr|konto|kto|cuenta|numero de cuenta|número de cuenta|nro de cuenta|cuenta bancaria|conta|conta corrente|número da conta|
		numéro de compte|compte|hesap no|hesap numarası|hesap|số tài khoản|so tai khoan|stk|rekening|no rekening|nomor rekening|rekeningnummer|
		conto|numero di conto|nr konta|numer konta|номер счета|счет|р/с|เลขที่บัญชี|계좌|계좌번호|口座番号|khata|to till|till number|till no|paybill|m-pesa|mpesa`},
	{card, "", `card no|card number|card nr|card #|bank card|bank card no|bankcard|card|debit card|unionpay|union pay|卡号|卡 号|卡  号|银行卡|银行卡号|卡|ka hao|kahao|储蓄卡|借记卡|银联`},
	{iban, "", `iban|iban no|iban number|iban code|国际账号`},
	{bic, "", `swift|swift code|swift-code|swiftcode|swift no|swift bic|swift/bic|bic/swift|swift (bic)|bic|bic code|bic-code|swift address|swift id|国际代码|银行国际代码|银行代码 swift|swift代码|swift 代码|swift号|电汇代码`},
	{cnaps, "", `行 号|联 行 号|cnaps|cnaps code|cnaps no|联行号|行号|大额行号|支付行号|开户行号|开户行行号|联行行号|银行行号|银联号|清算行号|cnaps code no|bank code|clearing code|branch code|银行代码|银行编号|分行代码`},
	{routing, "", `routing|routing no|routing number|routing #|aba|aba no|aba number|aba routing|aba routing number|rtn|ach|ach routing|ach routing number|fedwire|wire routing|wire routing number|routing (aba)|aba/routing`},
	{branch, "", `sort code|sortcode|sort-code|s/c|bsb|bsb no|bsb number|bsb code|ifsc|ifsc code|transit|transit no|transit number|institution number|institution no`},
	{tail, "", `尾号|末四位|后四位|末尾|尾数是|账号尾号|卡号尾号|ending in|ending with|ending|ends with|ends in|last 4 digits|last four digits|last 4|last four|last digits`},

	{phone, "", `phone|phone no|phone number|telephone|telefone|telefono|teléfono|tel|tel no|tel.|mobile|mobile no|mobile number|mob|cell|cell phone|cellphone|handphone|hp no|call me|call me at|call me on|ring me|text me|contact|contact no|contact number|contact me|call|dial|my number|my number is|new number|number is|mine is|my no|whatsapp/phone|hotline|landline|fax|
		电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|移动电话|座机|手提|行动电话|致电|打我|拨打|打给我|打这支|打这个|打电话|号码|新号码|我的号|我号|联系人电话|shouji|dianhua|shou ji hao|手机尾号|热线|市话|分机|联络电话|传真|
		telefon|celular|móvil|movil|numero|número|nomor hp|số điện thoại|sdt|sđt|тел|телефон`},
	{email, "", `email|e-mail|mail|mailbox|邮箱|电邮|邮件|油箱|邮香|信箱|correo|youxiang`},

	{app, "whatsapp", `whatsapp|whats app|whatsap|whatapp|whatsaap|watsapp|wats app|watsap|whatsup|what's app|whats'app|whats-app|whats/app|whats.app|whats_app|wh@tsapp|wh@tsap|wh@ts app|what5app|vvhatsapp|vvhats app|w.a|w/a|wa|w a|ws|wsapp|zap|zapzap|wasap|wassap|guasap|whats|瓦次普|瓦次艾普|瓦次|绿色app|whatsapp number|whatsapp no|whatsapp/wechat|wechat/whatsapp|green app`},
	{app, "wechat", `wechat|we chat|we-chat|we.chat|we_chat|wechat id|wechat no|wechat number|weixin|wei xin|wei-xin|weixin hao|wx|vx|v x|v信|v xin|vxin|wxid|v号|v:|wx号|vx号|wei chat|wechatid|微x|微|薇|微信|微信号|微信号码|微信id|微信同号|微 信|微-信|微.信|微❤信|微*信|薇信|威信|维信|徽信|薇芯|微芯|嶶信|徾信|溦信|唯信|巍信|葳信|卫星|威芯|微訫|微xin|薇xin|绿泡泡|小绿|绿色软件|绿色聊天|v❤|v♥|vΧ|加v|加我v|加个v|伽v|➕v|＋v|加薇|加我薇|加微|加我微|加微信|加我微信|加个微信|加下微信|加一下微信|加您微信|加你微信|加v信|加我v信|加薇信|加我薇信|加威信|加我威信|加维信|加微信号|加wx|加我wx|加vx|加我vx|企业微信|扫我微信`},
	{app, "qq", `抠抠|抠抠号|球球号|qq|q q|qq号|qq号码|qq number|qq no|qq id|扣扣|叩叩|企鹅|企鹅号|鹅号|扣号|q号|我q|我 q|我的q|我的 q|加 q|加q|加我q|加下q|加下 q|q:|扣q|q扣|球球`},
	{app, "telegram", `telegram|tele gram|telegramm|tg|t.g|tg号|tele|telegram id|电报|电报号|纸飞机|小飞机|飞机号|飞机|telegram:`},
	{app, "line", `line id|line:|line @|my line|line app|line account|line号|line账号|赖|加赖|加line|加 line`},
	{app, "skype", `skype|skype id|skype name|skype:`},
	{app, "instagram", `instagram|insta|ig|ig号|ins:|ins号`},
	{app, "facebook", `facebook|messenger|fb|facebook messenger`},
	{app, "kakaotalk", `kakaotalk|kakao|kakao id|카카오톡`},
	{app, "zalo", `zalo`},
	{app, "viber", `viber`},
	{app, "signal", `signal app|on signal|signal:`},
	{app, "botim", `botim`},
	{app, "imo", `imo:`},
	{app, "dingtalk", `dingtalk|钉钉`},

	{wallet, "alipay", `alipay|ali pay|zhifubao|zhi fu bao|zfb|支付宝|支付宝账号|支付宝账户|支付保|某宝|蓝色软件|支付宝号`},
	{wallet, "paypal", `paypal|pay pal|paypal account|paypal id|paypal email|贝宝`},
	{fps, "", `fps|fps id|fps no|转数快|转数快id|识别码`},
	{cash, "western-union", `mtcn|western union|westernunion|wu mtcn|wu|西联|西联汇款|监控号`},
	{cash, "moneygram", `moneygram|money gram|速汇金`},
	{coin, "", `usdt|trc20|trc-20|erc20|erc-20|bep20|bep-20|tron|bitcoin|btc|eth|ethereum|bnb|solana|crypto|wallet|wallet address|usdc|泰达币|泰达|波场|钱包|钱包地址|虚拟币|比特币|以太坊|加密货币`},
	{code, "", `统一社会信用代码|信用代码|uscc|credit code|社会信用代码|税号|纳税人识别号|registration no|registration number|license no|licence no|注册号|营业执照号|执照号|business licence|business license|business registration`},
	{identity, "", `身份证|身份证号|身份证号码|id card|identity card|id card no|id number|passport|passport no|护照`},
}
