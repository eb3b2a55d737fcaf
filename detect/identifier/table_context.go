package identifier

// contextTable continues the table with the words that keep numbers from being
// taken for accounts and phones, and those that introduce names and sums.
var contextTable = []entry{
	{trap, "", `lc no|lc number|l/c no|l/c number|letter of credit|letter of credit no|documentary credit|mt103|mt 103|slip|tt slip|bank slip|slip no|utr|meeting id|meeting|passcode|zoom|transaction no|transaction id|transaction number|reference no|reference number|会议号|会议|电话会议|流水号|交易号|业务编号|参考号|order|order no|order number|order id|order #|order num|po|p.o|p/o|p.o.|po no|po number|pi|p/i|pi no|proforma|proforma invoice|invoice|invoice no|invoice number|inv|inv no|contract|contract no|
		model|model no|sku|item|item no|item number|art|art no|article|part no|part number|ref|ref no|reference|listing|product id|offer|style|style no|drawing|
		hs|hs code|hscode|h.s. code|tariff|ncm|ean|ean13|upc|barcode|bar code|gtin|asin|fnsku|imei|serial|serial no|serial number|s/n|sn|batch|batch no|lot|lot no|report|report no|report number|certificate|cert|cert no|patent|
		seal|seal no|vat|vat no|vat number|tax id|tax no|tin|ein|eori|gst|gstin|cr no|uen|abn|importer number|zip|zip code|postcode|postal code|p.o. box|po box|room|floor|unit|building|pantone|ral|ip|pin|otp|verification code|version|ver|din|iso|en|astm|case|case no|ticket|dispute|claim|
		dhl account|ups account|fedex account|courier account|freight account|shipping account|express account|fedex a/c|dhl a/c|customer account|account pin|
		订单|订单号|订单编号|单子|合同|合同号|发票|发票号|型号|货号|款号|批号|批次|编号|物料|料号|图号|海关编码|商品编码|hs编码|条码|条形码|序列号|串号|证书|证书号|报告|报告号|报告编号|专利|专利号|证号|封条|铅封|版本|验证码|邮编|统编|统一编号|房号|门牌|房间|密码|税则|税则号|商品id|链接|店铺|批文|备案|色号|批号|投诉|订单尾号|订单号尾号|单号尾号`},
	{parcel, "dhl", `dhl|dhl no|dhl number|dhl tracking`},
	{parcel, "fedex", `fedex|fed ex|联邦`},
	{parcel, "ups", `ups`},
	{parcel, "", `tracking|tracking no|tracking number|tracking #|track no|track number|trk|waybill|way bill|awb|awb no|airway bill|air waybill|hawb|mawb|b/l|b/l no|bl|bl no|bill of lading|container|container no|cntr|consignment|parcel|courier|shipment id|booking|booking no|
		aramex|usps|tnt|ems|sf express|sf|yunexpress|yun express|yanwen|4px|cainiao|gls|dpd|j&t|jt|yto|zto|sto|lalamove|royal mail|singpost|poslaju|ninja van|
		单号|运单|运单号|快递单号|物流单号|快递|物流|货运单|提单|提单号|柜号|箱号|转单号|内部单号|追踪号|查询号|追踪编号|
		顺丰|中通|圆通|申通|韵达|德邦|安能|京东|极兔|百世|跨越|壹米滴答|邮政小包|云途|燕文|递四方|菜鸟|黑猫|新竹物流|宅急便|顺心捷达|优速|天天快递|信丰|国际快递`},

	{bankWord, "", `bank|bank name|the bank|banking corporation|bank of|agricultural bank|banco|banque|banca|bankası|ngân hàng|ngan hang|swift copy|bank branch|sub-branch|subbranch|branch|
		银行|信用社|农商行|农商银行|农信社|支行|分行|开户行|农业银行|工商银行|建设银行|中国银行`},
	{bankWord, "CN", `icbc|abc bank|ccb|bocom|cmb|spdb|cib|psbc|china merchants|agricultural bank of china|bank of china|bank of communications|china construction bank|ping an bank|industrial bank|minsheng|everbright|citic bank|
		工行|农行|中行|建行|交行|招行|招商|兴业|民生银行|浦发|平安银行|邮储|光大|广发|华夏银行|中信银行|农信|浙商|gonghang|nonghang|jianhang|zhaohang`},
	{bankWord, "HK", `hsbc|hang seng|ocbc hong kong|dbs hong kong|standard chartered hong kong|bank of east asia|汇丰|恒生|东亚银行|中银香港|渣打`},
	{bankWord, "TW", `国泰世华|玉山|中国信托|台新|富邦|第一银行|华南银行|彰化银行|兆丰|永丰|土地银行|合作金库|邮局|台湾银行|一银|新光银行`},
	{bankWord, "", `citibank|citi|dbs|ocbc|uob|standard chartered|stanchart|barclays|natwest|lloyds|revolut|wise|payoneer|pingpong|worldfirst|airwallex|deutsche bank|commerzbank|ing bank|vietcombank|techcombank|maybank|cimb|bca|bri|mandiri|kasikorn|bangkok bank|chase|wells fargo|jpmorgan|bank of america|中信|中信银行`},
	{bankWord, "IN", `hdfc|icici|indusind|kotak|kotak mahindra|canara bank|axis bank|idbi|idfc|yes bank|federal bank|karur vysya|rbl bank|state bank|sbi|pnb`},
	{bankWord, "", `alfalah|faysal|meezan|allied bank|habib metro|ubl|brac bank|dutch bangla|sampath bank|
		stanbic|ecobank|gtbank|gtb|zenith|access bank|equity bank|kcb|ncba|absa|nedbank|capitec|fnb|investec|crdb|nmb bank|attijariwafa|banque misr|moniepoint|
		emirates nbd|enbd|adcb|adib|mashreq|rakbank|doha bank|nbk|kfh|al rajhi|alinma|riyad bank|bank muscat|garanti|akbank|ziraat|isbank|yapi kredi|halkbank|vakifbank|denizbank|
		sparkasse|postbank|volksbank|raiffeisen|unicredit|intesa|bnp|credit agricole|societe generale|rabobank|abn amro|santander|bbva|caixabank|sabadell|eurobank|paysera|sberbank|tinkoff|
		kbank|scb|siam commercial|krungthai|krungsri|vietinbank|agribank|sacombank|vpbank|tpbank|rhb|hong leong|bni|danamon|bdo|bpi|metrobank|unionbank|kookmin|shinhan|woori|mufg|mizuho|smbc|
		itau|bradesco|nubank|banorte|banamex|bancolombia|scotiabank|westpac|anz|commbank`},
	{bankWord, "CN", `邮政储蓄|邮储银行|渤海银行|恒丰银行|徽商|盛京|稠州|民泰|泰隆|网商银行|微众|齐鲁银行`},
	{bankWord, "TW", `土银|合库|华南|彰银|元大|凯基|农会`},
	{bankWord, "HK", `大新银行|创兴|南商|永隆|东亚|众安银行`},
	{other, "", `power bank|powerbank|river bank|bank holiday|account manager|accounts department|accounts team|account executive|swift parts|capacitor bank|data bank|food bank|online|deadline|hotline number|line up|in line|production line|assembly line|微信号放大器|微信号采集|稍微|微信支付|微波|微型|微调|微笑|轻微|微距|略微|微动|微孔|微电|卫星电视|卫星天线|卫星信号|卫星接收|威信不|qq糖|卡板|卡车|卡片|卡通|卡纸|卡扣|卡槽|打卡|刷卡|卡住|贺卡|卡口|卡号机|飞机票|飞机货|坐飞机|飞机上|企鹅玩具|wise man|sort of|contact person|contact us|phone case|phone cases|phone holder|phone stand|sd card|memory card|business card|card holder|gift card|swatch card|color card|colour card|color box|ink card|on line|card slot|card type|tel aviv|user account|test account|login account|call of|mobile phone case|mobile phone holder|飞机盒|飞机杯|飞机模型|纸飞机玩具`},

	{payee, "", `beneficiary name and address|beneficiary name & address|beneficiary and address|beneficiary|beneficiary name|beneficiary's name|beneficiary company|name of beneficiary|benificiary|benificiary name|beneficiery|bene name|bene|ben:|ben name|benef|benef.|beneficiary's full name|beneficiary full name|beneficiary's account name|account holder name|name of the beneficiary|name of account holder|name of the account holder|holder name|holder's name|beneficiary customer|beneficiary account name|payee|payee name|pay to|account name|a/c name|acc name|acct name|account holder|account holder name|account holder's name|account title|name of account|name on account|name on card|card holder name|cardholder|cardholder name|company name|recipient|recipient name|receiver|receiver name|receiver's name|remit to|in favor of|in favour of|name|holder|full name|bank account name|
		收款人|收 款 人|收款 人|收款方|户 名|户  名|户   名|户    名|姓 名|姓  名|名 称|名  称|开户 名|收款单位|收款公司|收款户名|收款人名称|收款人姓名|收款人户名|收款名称|受益人|受益人名称|受款人|户名|户主|账户名|账户名称|账户名字|账号名|账号名称|公司户名|开户名|开户名称|开户人|账户持有人|名字|姓名|名称|公司名称|公司名|单位名称|单位|全称|持卡人|hu ming|huming|shoukuanren|名係|名系|
		kontoinhaber|empfänger|empfaenger|begünstigter|inhaber|titular|beneficiario|beneficiário|favorecido|bénéficiaire|beneficiaire|titulaire|intestatario|intestato a|alıcı|hesap sahibi|chủ tài khoản|chu tai khoan|người thụ hưởng|nama|atas nama|a/n|odbiorca|begunstigde|tnv|получатель|예금주|口座名義|ชื่อบัญชี`},
	{payee, "", `first name|given name|receiver first name`},
	{lastName, "", `last name|surname|family name`},

	{bankName, "", `beneficiary bank and address|beneficiary bank & address|beneficiary bank name and address|bank name and address|bank name & address|bank and address|advising bank|account with|beneficiary bank|beneficiary's bank|beneficiary bank name|bank name|name of bank|bank's name|bank|receiving bank|account with bank|account with institution|opening bank|bank of deposit|bank & branch|bank and branch|correspondent bank|intermediary bank|intermediate bank|corresponding bank|intermediary|中转行|中转银行|中间行|代理行|开户行|开 户 行|开户 行|开户行全称|开户行名|开户银行|开户行名称|bnk:|bank branch name|bank full name|开户银行名称|收款银行|收款行|银行|银行名称|银行全称|开户支行|开户网点|解款行|受款银行|代收银行|往来银行|kaihuhang|kai hu hang|hausbank|banco|banque|banca|banka|ngân hàng|ngan hang|nazwa banku|банк|은행`},
	{address, "", `bank address|bank's address|bank add|bank addr|beneficiary address|beneficiary's address|company address|address|add|addr|branch address|银行地址|开户行地址|地址|公司地址|收款人地址|行址`},
	{place, "", `country|bank country|city|country/region|国家|国家/地区|城市|地区`},
	{money, "", `currency|amount|total amount|total|sum|币种|货币|金额|总额|总金额|合计|总价|单价|小计`},
	{due, "", `deposit|down payment|downpayment|advance|in advance|prepayment|prepay|prepaid|upfront|up front|balance|payment|pay|paid|t/t|tt|t.t|l/c|before production|before shipment|before shipping|against b/l|against bl|against copy|against documents|transfer|remit|wire|refund|
		定金|订金|首付|预付|预付款|首款|头款|尾款|余款|尾数|全款|货款|付款|付清|付|打款|打|转|转账|汇款|汇|押金|款|收款|电汇|发货前|出货前|见提单|生产前|样品费|补款|退款|订金|anzahlung|anticipo|sinal|acompte`},
	{add, "", `add me|add my|add you|add|added|search|search me|find me|message me|msg me|text me on|reach me|dm me|ping me|加我|加一下|加下|加个|加我们|加|加他|加她|搜|搜索|搜我|找我|联系|联系我|私聊|私我|jia wo|jia|hmu|扫|伽我|迦我|珈我|加你|另一个`},
	{id, "", `id|id is|id:|id号|my id|user id|username|user name|handle|用户名`},
	{link, "", `http|https|www.|wa.me|api.whatsapp.com|web.whatsapp.com|chat.whatsapp.com|whatsapp.com|whatsapp://|t.me|telegram.me|telegram.dog|tg://|line.me|lin.ee|u.wechat.com|weixin://|work.weixin.qq.com|wework.qpic.cn|wpa.qq.com|qm.qq.com|tencent://|mqqapi://|m.me|facebook.com|ig.me|instagram.com|discord.gg|zalo.me|viber://|skype://|signal.me|join.skype.com|mailto:|bit.ly|tinyurl.com|surl.li|dwz.cn|t.cn|qr.alipay.com|alipays://|alipay.com|wxp://|i.qianbao.qq.com|paypal.me|paypal.com|m.facebook.com|m.youtube.com|detail.1688.com|suo.im|goo.gl|is.gd|cutt.ly|rebrand.ly|kakao.com|open.kakao.com|pf.kakao.com|weixin.qq.com`},
	{legal, "", `ltd|ltd.|limited|co.|gmbh|llc|inc|inc.|corp|corp.|corporation|company|s.a.|s.l.|srl|s.r.l.|sp. z o.o.|sp.z o.o.|uab|oü|fze|fzco|fz-llc|fzc|b.v.|bv|pty|pte|plc|sdn bhd|sdn. bhd.|jsc|a.ş.|ltd. şti.|a.s.|oy|ab|ag|kg|kft|d.o.o.|k.k.|group|holding|holdings|
		有限公司|有限责任公司|股份有限公司|集团|商行|经营部|贸易行|公司|工厂|厂|加工厂|商贸部|服务部|事务所|工作室|门市部|批发部|合作社`},
}
