//! Other names and codes of economies, in the spellings of agencies and newspapers.
//!
//! Names are compared as [`super::reference`] folds them: without case, accents, punctuation, the order of words, and
//! with the usual abbreviations written out. So `Korea, Rep.` needs no entry beside `Republic of Korea`.

/// Economies that are also called the republic of their name: `Azerbaijan, Republic of`.
pub(super) const REPUBLICS: &str = "AZE ARM KAZ HRV EST LVA LTU POL SVN SRB BLR UZB TJK MDA MOZ MDG FJI GNQ XKX MHL NRU \
    MKD PLW SMR SSD TUR YEM IRQ IRL IDN KOR CYP AUT BGR HUN PRT FRA ITA FIN ISL TUN SDN TCD MLI NER SEN BEN TGO GHA CMR \
    GAB KEN UGA RWA BDI ZMB ZWE MWI BWA NAM ZAF AGO SLE LBR GIN GNB CPV CIV DJI SYC MUS MDV MMR IND PHL SGP PAN CRI GTM \
    HND NIC SLV COL ECU PER CHL PRY CUB HTI SUR TTO VUT KIR GEO ALB MLT";

/// Monarchies that are also called the kingdom of their name.
pub(super) const KINGDOMS: &str = "BHR SAU LSO SWZ ESP BEL DNK NOR SWE THA KHM MAR BTN TON";

/// Names, by the code they belong to.
pub(super) const NAMES: &str = "AFG islamic republic afghanistan;AND principality andorra;ARE uae|emirates|u a e;\
    ATF french south antarctic territory|french southern antarctic territory|french southern and antarctic lands;\
    ATG antigua;BES bonaire|caribbean netherlands|bonaire saint eustatius and saba;\
    BHS bahamas|commonwealth of the bahamas;BIH bosnia|bosnia and herz|bosnia herz|bosnia hercegovina;BGD peoples republic bangladesh;\
    BFA burkina|upper volta;BLR byelorussia;BLM saint barths|saint barthelemy;BLZ british honduras;BRN brunei;BOL bolivia;\
    CAF central african empire|cent african republic|cent afr republic;CCK cocos islands|keeling islands|cocos keeling;\
    CHN mainland china|china pr|pr china|peoples republic of china|people's republic of china|china p r mainland|china mainland;\
    CIV ivory coast|cote divoire|republic of ivory coast;\
    COD zaire|dr congo|drc|congo kinshasa|democratic republic of congo|congo dr|congo d r;\
    COG congo republic|congo brazzaville|peoples republic of the congo;COM union of the comoros;CPV cape verde|cabo verde;\
    CUW curacao kingdom of the netherlands;CYM caymans;CZE czech republic|czech rep;CUB cuba;\
    DEU federal republic of germany|germany frg;DOM dominican rep;DZA peoples democratic republic of algeria;\
    EGY arab republic of egypt|united arab republic;ERI state of eritrea;ESH sahrawi arab democratic republic;\
    ETH federal democratic republic of ethiopia;FLK falkland islands|falklands|malvinas;FRO faeroe islands|faroes;\
    FRA france monaco|france including monaco|metropolitan france|france metropolitan;\
    FSM micronesia|federated states of micronesia|fs micronesia|federated state of micronesia;\
    GBR uk|great britain|britain|u k|united kingdom of great britain and northern ireland;\
    GMB gambia|republic of the gambia;GNB guinea bissau;GNQ equat guinea|eq guinea;GUF french guiana overseas france|french guyana;\
    GLP guadeloupe overseas france;GRC hellenic republic|hellas;\
    HKG hong kong|hong kong sar|hong kong china|china hong kong sar|hong kong special administrative region of china|\
    china hong kong special administrative region|china p r hong kong|hongkong|china hong kong;HMD heard and mcdonald islands|heard and mcdonald;\
    IOT british indian ocean territory|br ind oc terr|chagos islands;IMN isle of man;\
    IRL irish republic|eire;IRN islamic republic of iran|persia;ISR state of israel;\
    KGZ kyrgyz republic|kirghizia|kirgizstan|kyrgyz rep;KHM kampuchea;KNA saint kitts nevis|saint christopher and nevis|saint kitts;\
    KOR korea|republic of korea|korea south|korea rok;KWT state of kuwait;\
    LAO lao pdr|laos|lao|lao p d r|lao people democratic republic;LBY libyan arab jamahiriya|state of libya|libyan republic;\
    LKA democratic socialist republic of sri lanka|ceylon;LIE principality of liechtenstein;\
    MAC macau|macao sar|macau sar|china macao sar|macao china|macao special administrative region of china|\
    china macao special administrative region|china p r macao|china macao;MAF saint martin;MCO principality of monaco;\
    MDA moldova|moldavia;MKD macedonia|fyr macedonia|tfyr macedonia|tfyr of macedonia|former yugoslav republic of macedonia|fyrom|\
    the former yugoslav republic of macedonia|fmr yugoslav republic of macedonia;MMR burma|union of myanmar;\
    MNP northern mariana islands|n mariana islands|northern marianas;MRT islamic republic of mauritania;MTQ martinique overseas france;\
    MYT mayotte overseas france;NLD netherlands|holland|kingdom of the netherlands;\
    NOR norway svalbard and jan mayen|norway excluding svalbard and jan mayen|norway including svalbard and jan mayen;\
    NIU niue islands;NPL federal democratic republic of nepal;PAK islamic republic of pakistan;PCN pitcairn islands;PNG independent state of papua new guinea;\
    PRK north korea|korea dpr|dpr korea|dprk|korea north|democratic peoples republic of korea|korea d p r|dpr of korea;\
    PSE palestine|state of palestine|west bank and gaza|occupied palestinian territory|occ palest terr|palestinian territory|\
    palestinian territory occupied|west bank and gaza strip|palestinian authority|occupied palestine territory;\
    REU reunion overseas france|la reunion;ROU rumania|roumania;RUS russia|russian federation|russian fed;\
    SGS south georgia|south georgia islands|south georgia and south sandwich islands;\
    SHN saint helena|saint helena ascension and tristan da cunha|saint helena and dependencies;\
    SJM svalbard|svalbard and jan mayen islands;SLB solomons;\
    SOM federal republic of somalia;SRB serbia;SPM saint pierre mique|saint pierre;STP sao tome|sao tome princ|democratic republic of sao tome and principe;\
    SUR surinam;SVK slovak republic|slovak rep;SWZ swaziland;SXM sint maarten|saint maarten|sint maarten kingdom of the netherlands|saint maarten dutch part;\
    SYR syria|syrian arab rep;TCA turks and caicos;TLS east timor|timor leste|democratic republic of timor leste;\
    TKL tokelau islands;TTO trinidad;TUR turkey|turkiye;TWN taiwan|taiwan china|chinese taipei|chinese taipai|republic of china|taiwan roc|formosa|\
    taiwan province of china|separate customs territory of taiwan penghu kinmen and matsu;TZA tanzania|tanganyika and zanzibar;\
    UMI us minor islands|us minor outlying islands|minor outlying islands of the united states;\
    USA us|usa|united states|u s|u s a|united states inc puerto rico|united states including puerto rico|\
    usa puerto rico and us virgin islands|usa including puerto rico and us virgin islands;\
    UKR ukrainian ssr;VAT vatican|vatican city|vatican city state|holy see vatican city state|holy see vatican|vatican holy see;\
    VCT saint vincent;VEN venezuela|venezuela rb|bolivarian republic of venezuela|republica bolivariana de venezuela;\
    VGB british virgin islands|virgin islands british|br virgin islands;\
    VIR us virgin islands|united states virgin islands|virgin islands us|american virgin islands|us virgin islands 1980|virgin islands united states;\
    VNM vietnam|viet nam|socialist republic of vietnam;WLF wallis and futuna islands|wallis futuna;\
    WSM western samoa;YEM yemen;CHE switzerland liechtenstein|swiss confederation|switzerland including liechtenstein;\
    XKX kosovo unscr 1244|kosovo under unscr 1244|kosovo 1244;ZAF union of south africa;ZWE southern rhodesia;\
    WLD world|all countries|all partners|world total|total world|whole world|all countries of the world;\
    58 belgium luxembourg|blx;80 british antarctic territories;129 caribbean nes;200 czechoslovakia|fmr czechoslovakia;\
    221 other eastern europe nes;230 fmr ethiopia|ethiopia 1991|ethiopia 1992 and before;\
    278 german democratic republic|democratic republic of germany|fmr democratic republic of germany|east germany|\
    democratic republic of germany 1990|former german democratic republic;\
    280 fmr federal republic of germany|west germany|former federal republic of germany;\
    356 india excluding sikkim;457 sarawak;459 peninsula malaysia|peninsular malaysia;461 sabah;471 cacm nes|cacm not elsewhere specified;\
    473 laia nes|laia not elsewhere specified;490 other asia nes|asia nes|taiwan other asia nes;\
    492 europe eu nes|other europe eu nes;530 netherlands antilles|neth antilles|nl antilles|dutch antilles;532 netherlands antilles and aruba;\
    536 neutral zone|saudi iraqi neutral zone;582 fmr pacific islands|pacific islands trust territory|trust territory of the pacific islands;\
    588 east and west pakistan;590 panama excl canal zone|panama excl canal zone 1977|panama excluding canal zone|former panama excluding canal zone|\
    fmr panama excluding canal zone;592 panama canal zone|former panama canal zone|fmr panama canal zone;\
    637 north america and central america nes|north america the caribbean and central america nes;636 america nes;647 ryukyu islands;\
    658 saint kitts nevis anguilla;697 europe efta nes|efta nes;698 sikkim|sikkim protectorate of india|sikkim protectorate of india 1974;\
    711 southern african customs union|so african customs union|sacu;717 rhodesia nyas|rhodesia nyas 1964|fmr rhodesia nyas|\
    former rhodesia nyas|rhodesia and nyasaland;720 democratic yemen|former democratic yemen|fmr democratic yemen|south yemen|\
    yemen peoples democratic republic;736 fmr sudan|sudan including south sudan;\
    810 ussr|soviet union|fmr ussr|ussr 1990|union of soviet socialist republics|ussr former|russia ussr;\
    835 tanganyika|former tanganyika|fmr tanganyika;836 zanzibar and pemba islands|zanzibar and pemba islands 1964|zanzibar|\
    former zanzibar and pemba islands|fmr zanzibar and pemba islands;837 bunkers ship stores|ship stores and bunkers;\
    841 usa and puerto rico|usa and puerto rico 1980;849 us misc pacific islands|us miscellaneous pacific islands;\
    866 democratic republic of vietnam 1974|former democratic republic of vietnam|democratic republic of vietnam|north vietnam|\
    fmr democratic republic of vietnam;868 republic of vietnam 1974|former republic of vietnam|fmr republic of vietnam|south vietnam;\
    886 former arab republic of yemen|fmr arab republic of yemen|yemen arab republic|north yemen;\
    890 yugoslavia|fmr yugoslavia|former yugoslavia|yugoslavia 1991|yugoslavia sfr|sfr of yugoslavia|socialist federal republic of yugoslavia;\
    891 serbia and montenegro|serbia monteneg|yugoslavia fr|fr yugoslavia|serbia and montenegro 2006;899 unspecified|unspecified areas|areas not specified;\
    XU great britain without northern ireland;HA sharjah etc;XO austral oceania;XA us oceania;QU country not specified";

/// Codes of other lists and of the past, by the code they stand for. Codes that mean different economies in different
/// lists (`CS`, `A79`), or that anyone may assign (`XX`), are
/// left out.
pub(super) const CODES: &str = "GBR UK;GRC EL;ARE UAE;XKX XK KSV KOS UVK _KS;SRB XS;ROU ROM;COD ZAR DRC;TLS TMP TP;MMR BUR BU;PSE WBG;\
    ZAF RSA;SAU KSA;58 BLX;200 CSK;230 ETH_230;278 DDR DD;530 ANT AN;536 NTZ NT;582 PCI PC;592 PCZ PZ;720 YMD YD;\
    736 SUD;80 ATB;810 SUN SU;849 PUS PU;866 VDR VD;890 YUG YU;891 SCG;711 ZA1;830 CHI _CI;899 _X UNS;\
    472 _AC;129 A49;221 E29;290 F49;471 R91;490 S19 OAS;492 EU_NES;527 O19;568 E19;577 F19;637 A59;697 R20;879 F97;\
    488 _MI;459 _PM;717 _RN;647 _RI;461 _SH;457 _SK;698 _SM;835 _TK;836 _ZP;872 _WI;EU EUN;ASEAN R4;WLD WORLD W00;\
    AND ADO;IMN IMY";
