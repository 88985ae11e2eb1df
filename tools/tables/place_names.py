"""Names of places, demonyms and words for states that tools/tables/place_tables.py adds: facts of public gazetteers and maps, typed in.

~ marks a name that counts only as the town of an address or as a port."""

# code -> names; ~ marks a name that counts only as a town or port
MORE = {
"IR": """qom|ghom|qum iran|yazd|urmia|orumiyeh|orumieh|oroumieh|urumiyeh|urumieh|rezaiyeh|rasht|~karaj|~hamadan|hamedan|zahedan|sanandaj|khorramabad|khoramabad|ardabil|ardebil|zanjan|qazvin|ghazvin|
~gorgan|bojnurd|bojnord|birjand|yasuj|yasouj|shahrekord|shahr e kord|~semnan|~sari|~babol|babolsar|~amol|ghaemshahr|qaemshahr|~ramsar|sabzevar|neyshabur|neyshabour|nishapur|nishabur|dezful|dezfoul|andimeshk|abadeh|marvdasht|~fasa|jahrom|~lar|~bam|
sirjan|rafsanjan|kashan iran|~kashan|~natanz|najafabad|khomeinishahr|khomeini shahr|shahreza|~malayer|borujerd|boroujerd|nahavand|~saveh|mahallat|~khomein|delijan|islamshahr|eslamshahr|shahriar iran|~shahriar|varamin|pakdasht|robat karim|~qods|malard|~damavand|
maragheh|~marand|miandoab|~khoy|~salmas|~mahabad|~bukan|saqqez|~baneh|marivan|~ilam|~kerman|~zabol|iranshahr|~arak|arak iran|~abadan|abadan iran|khorramshahr|khoramshahr|mahshahr|~jolfa|~astara|~maku|torbat e heydarieh|torbat heydariyeh|torbat e jam|
gonbad e kavus|gonbad kavous|kerend|paveh|javanrud|~kangavar|~behshahr|~nur|~chalus|chaloos|tonekabon|lahijan|langarud|~fuman|~rudsar|bandar e anzali|anzali|~enzeli|bandar abas|bandarabas|bender abbas|bandar abbass|bandar lengeh|bandar e lengeh|
~lengeh|bandar deylam|bandar e deylam|ganaveh|genaveh|bandar ganaveh|~kangan|bandar kangan|dayyer|bandar dayyer|bandar e dayyer|~tombak|tombak port|bandar charak|shahid rajaee|shahid rajaei|shahid bahonar port|shahid beheshti port|shahid beheshti chabahar|
pars special economic energy zone|pars special economic zone|pseez|pars port complex|~kharg|kharg island|kharg terminal|kharg iran|~khark|khark island|~lavan|lavan island|~sirri|sirri island|siri island|~siri|~kish|kish island|qeshm|gheshm|~hormuz|hormuz island|hormoz island|
~larak|larak island|abu musa|~soroosh|soroush terminal|~jask|bandar jask|~siraf|bandar siraf|bandar taheri|assaluye|asaluye|asalouyeh|assalouye|asalooyeh|~noshahr|~nowshahr|now shahr|~neka|neka port|fereydunkenar|fereydun kenar|bandar torkaman|
bandar turkman|bandar e torkaman|~amirabad|bandar e mahshahr|bandar mahshar|~bandar|b i khomeini|bandar e imam khomeini|bandar emam|arvand free zone|khuzestan|khuzistan|hormozgan|mazandaran|sistan and baluchestan|sistan baluchestan|sistan va baluchestan|
kohgiluyeh|lorestan|~luristan|~gilan|~golestan|kordestan iran|~khorasan|~khorassan|razavi khorasan|khorasan razavi|chaharmahal|east azarbaijan|west azarbaijan|azarbaijan sharghi|azarbaijan gharbi|fars province|~alborz|alborz province|
fordow|bushehr province|~schiras|maschhad|maschad|mashad|mashhad iran|meshed|meched|machhad|tabris|taebris|tebriz|tauris iran|ispahan|isphahan|chiraz|teheran|tahran|teherani|teerao|teera|tehran province|isfahan province|esfahan province|
тегеран|исфахан|шираз|мешхед|тебриз|бендер аббас|бушер|ахваз|керманшах|урмия|~решт|~йезд|казвин|исламская республика иран|абадан|карадж|
تهران|اصفهان|شیراز|شيراز|تبریز|تبريز|~قم|کرج|اهواز|الاهواز|الأهواز|کرمانشاه|ارومیه|~رشت|زاهدان|~همدان|~کرمان|~یزد|اردبیل|بندرعباس|بندر عباس|~اراک|~زنجان|سنندج|قزوین|خرم آباد|گرگان|بوشهر|بیرجند|چابهار|عسلویه|بندر امام خمینی|آبادان|خرمشهر|ماهشهر|
طهران|أصفهان|~مشهد|عبدان|جمهوری اسلامی ایران|الجمهورية الإسلامية الإيرانية|إيران|טהרן|איראן|איספהאן|שיראז|德黑兰|德黑蘭|伊朗|马什哈德|馬什哈德|伊斯法罕|设拉子|大不里士|阿巴斯港|イラン|テヘラン|イスファハン|이란|테헤란|이스파한|irbnd|irbik|irbuz|irkhk|irzbr""",
"KP": """nampho|nampo|nam po|namp o|pyeongyang|phyeongyang|phenjan|phenian|phoenian|pjoengjang|pyoengyang|pyongjang|pyeong yang|pjongyang|pyong yang|p yongyang|phyongyang|p hyongyang|pyngyang|~chongju|chongjin|ch ongjin|cheongjin|sinuiju|shinuiju|hamhung|hamheung|
wonsan|weonsan|~rason|~raseon|naseon|rajin|najin|haeju|kaesong|gaeseong|kaesung|sariwon|kanggye|hyesan|songrim|songnim|kimchaek|gimchaek|tanchon|tanch on|sinpo|sinp o|manpo|manp o|~kusong|~anju|pyongsong|p yongsong|tokchon|kaechon|huichon|hungnam|heungnam|
~munchon|~onsong|~musan|sonbong|seonbong|yongbyon|nyongbyon|yeongbyeon|punggye ri|punggyeri|tongchang ri|hoeryong|~kumgang|kumgangsan|mount kumgang|korean democratic people s republic|dem people s rep of korea|democratic people s rep of korea|dem peoples rep korea|
north korean|pyongan|north pyongan|south pyongan|north hamgyong|south hamgyong|hwanghae|ryanggang|chagang|평양|평양시|평양직할시|남포|~신의주|신의주|함흥|원산시|라선|나선|라진|사리원|혜산|청진|흥남|영변|풍계리|북한|조선민주주의인민공화국|
平壤|新义州|新義州|咸兴|清津|罗先|羅先|南浦市|开城工业区|朝鲜民主主义人民共和国|朝鮮民主主義人民共和国|ピョンヤン|平壌|пхеньян|пхёнян|нампхо|северная корея|корейская народно демократическая республика|кндр|بيونغ يانغ|بيونغيانغ|بيونج يانج|كوريا الشمالية|کره شمالی|
פיונגיאנג|פיונג יאנג|צפון קוריאה|北韓|北韩|kpnam""",
"CU": """~matanzas|matanzas cuba|~moa|~nicaro|~bahia honda|~gibara|puerto padre|caibarien|isabela de sagua|sagua la grande|~baracoa|las tunas|~casilda|~jucaro|batabano|nueva gerona|san antonio de los banos|~artemisa|mayabeque|guanabacoa|~marianao|cayo coco|
cayo largo del sur|cayo santa maria|zona especial de desarrollo mariel|zed mariel|~cardenas|~santa clara|santa clara cuba|la havane|l avana|~avana|l havana|~havana|hawana|havanna|havana city|~ciudad habana|san jose de las lajas|~manzanillo cuba|
guantanamo cuba|villa clara|granma province|republica de cuba|republique de cuba|republik kuba|repubblica di cuba|гавана|сантьяго де куба|республика куба|哈瓦那|古巴|هافانا|كوبا|هاوانا|کوبا|הוואנה|קובה|ハバナ|キューバ|아바나|쿠바|
cuhav|cuscu|cucfg""",
"UA-43": """krimea|krimeja|krymea|~krimm|qirim|qrim|~kirim|la crimee|crimee|peninsule de crimee|halbinsel krim|crimean peninsula|~saky|~saki|~sudak|~staryi krym|stary krym|staryy krym|koktebel|gurzuf|hurzuf|~livadia|livadiya|alupka|simeiz|~simeis|~foros|chornomorske|chernomorskoye|chernomorskoe|
krasnoperekopsk|yany kapu|armiansk|armyansk|bakhchisarai|bakhchysarai|bakhchisaray|bilohirsk|belogorsk crimea|shcholkine|shchelkino|schelkino|nyzhniohirskyi|krasnohvardiiske|krasnogvardeyskoye|massandra|masandra|yevpatoriya|yevpatoria|evpatoriya|eupatoria|jewpatorija|
simferopil|simpheropol|simferopolis|symferopol|szymferopol|kertch|kertsch|kercz|feodossija|feodosija|feodosiia|teodosia crimea|jalta|ialta|yalta crimea|dzhankoi|djankoi|alouchta|aluschta|port of kerch|kerch port|kavkaz kerch|respublika krym|avtonomnaya respublika krym|republik krim|
republique de crimee|republica de crimea|крыму|крыма|алушта|алупка|судак крым|саки крым|джанкой|армянск|бахчисарай|красноперекопск|коктебель|гурзуф|белогорск крым|черноморское|щелкино|крим|джанкой|сімферополь|керч|феодосія|євпаторія|бахчисарай|克里米亚|克里米亞|辛菲罗波尔|雅尔塔|刻赤|
القرم|شبه جزيرة القرم|سيمفيروبول|يالطا|کریمه|קרים|חצי האי קרים|סימפרופול|יאלטה|クリミア|ヤルタ|シンフェロポリ|크림반도|크리미아|크림공화국|얄타|심페로폴|uasip|uakeh|uafeo|uayal""",
"UA-40": """sebastopol|sevastopol|sewastopol|szewastopol|sevastopolj|sevastopoli|sevastopolis|sebastopolis|akyar crimea|sivastopol|balaklava|inkerman|gorod sevastopol|city of sevastopol|г севастополь|севастополя|塞瓦斯托波尔|塞凡堡|سيفاستوبول|سباستوپول|סבסטופול|セヴァストポリ|セバストポリ|세바스토폴|uasvp""",
"UA-14": """~dnr|~dpr|d n r|~donetsk pr|donetsk people republic|donetskaya narodnaya respublika|donezkaja narodnaja respublika|doneckaja narodnaja respublika|volksrepublik donezk|republique populaire de donetsk|republica popular de donetsk|repubblica popolare di donetsk|
people s republic of donetsk|donieck|doneck|donezk|donetzk|shakhtarsk|shakhtersk|~torez|chystiakove|snizhne|snezhnoe|snezhnoye|khartsyzk|khartsyzsk|amvrosiivka|amvrosievka|novoazovsk|telmanovo|telmanove|boikivske|starobesheve|dokuchaievsk|dokuchaevsk|yasynuvata|yasinovataya|
zuhres|ilovaisk|avdiivka|avdeevka|avdeyevka|~marinka|vuhledar|ugledar|mariupol|marioupol|marjupol|mariupil|gorlivka|makeyevka|makiyivka|yenakiieve|yenakievo|enakievo|debaltsevo|debaltseve|донецкая народная республика|днр|донецк|макеевка|горловка|енакиево|дебальцево|торез|снежное|
харцызск|шахтерск|новоазовск|мариуполь|авдеевка|иловайск|ясиноватая|顿涅茨克|頓涅茨克|马里乌波尔|دونيتسك|ماريوبول|דונצק|מריופול|ドネツク|マリウポリ|도네츠크|마리우폴|uampw""",
"UA-09": """~lnr|~lpr|l n r|luhansk people republic|luganskaya narodnaya respublika|luganskaja narodnaja respublika|volksrepublik luhansk|volksrepublik lugansk|republique populaire de louhansk|republique populaire de lougansk|people s republic of luhansk|people s republic of lugansk|
republica popular de lugansk|republica popular de luhansk|luhansk|lugansk|louhansk|lougansk|luganszk|lugansko|luhanska|luhanske|~stakhanov|kadiivka|kadiyivka|brianka luhansk|rovenky|rovenki|dovzhansk|krasnyi luch|krasny luch|khrustalnyi|antratsyt|antratsit|perevalsk|alchevsk|altschewsk|
holubivka|izvaryne|izvarino|stanytsia luhanska|starobilsk|starobelsk|svatove|kreminna|rubizhne|rubezhnoe|severodonetsk|sievierodonetsk|sewerodonezk|lysychansk|lisichansk|popasna|popasnaya|луганская народная республика|лнр|луганск|луганськ|алчевск|краснодон|стаханов лнр|антрацит лнр|
ровеньки|северодонецк|лисичанск|卢甘斯克|盧甘斯克|لوهانسك|לוהנסק|ルハンシク|루한스크""",
"SY": """syria|syrian arab republic|damascus|dimashq|damas|damaskus|aleppo|alep|halab|~homs|~hama|latakia|lattakia|lattaquie|tartus|tartous|banias|baniyas|deir ez zor|deir al zor|raqqa|idlib|daraa|hasakah|qamishli|sweida|suwayda|palmyra syria|сирия|дамаск|алеппо|латакия|тартус|
سوريا|سورية|دمشق|حلب|اللاذقية|طرطوس|叙利亚|敘利亞|大马士革|阿勒颇|シリア|ダマスカス|시리아|다마스쿠스|סוריה|דמשק""",
}
DEMONYMS = {
"IR": "iranian|iranians|iranische|iranischer|iranisches|iranien|iranienne|iraniens|irani|iraniano|iraniana|iraanse|iransk|iranska|iranilainen|iranski|iranska|иранская|иранское|ایرانی|إيرانية|الإيرانية|الايرانية",
"CU": "cuban|cubans|cubano|cubana|cubaine|kubanische|kubanischer|cubaanse|kubansk|kubanska|kubanski|кубинская|кубинское",
"KP": "north korean|north koreans|nordkoreanische|nordkoreanischer|nord coreen|nord coreenne|norcoreano|norcoreana|nordcoreano|nordcoreana|северокорейский|северокорейское",
"UA-43": "crimean|krimsche|крымский|крымская|крымское",
"SY": "syrian|syrische|syrien|syrienne|sirio|siria|siriano|siriana|сирийский|сирийское|сирийская",
}
STATE_WORDS = """embassy|embassies|embassade|ambassade|ambassador|botschaft|embajada|embaixada|ambasciata|ambasada|ambasade|ambassaden|ambassad|buyukelciligi|elciligi|velvyslanectvi|suurlahetysto|nagykovetseg|посольство|сефарат|سفارت|سفارة|大使馆|大使館|대사관|
consulate|consulates|consul|konsulat|generalkonsulat|consulat|consulado|consolato|konsoloslugu|baskonsoloslugu|консульство|генконсульство|کنسولگری|قنصلية|领事馆|領事館|
government|govt|gov|regierung|gouvernement|gobierno|governo|hukumeti|vlada|rzad|правительство|حکومت|حكومة|دولت|政府|
ministry|ministere|ministerium|ministerio|ministero|ministerie|ministerstvo|bakanligi|министерство|وزارت|وزارة|
municipality|municipal|municipalite|municipio|municipalidad|ayuntamiento|gemeinde|stadtverwaltung|belediyesi|администрация|мэрия|муниципалитет|شهرداری|بلدية|
mission|delegation|парламент|parliament|majlis|assembly|army|navy|armed|forces|police|customs|prefecture|governorate|governor|council|
interests|legation|authority|presidency"""
