"""The words that the validator knows, by kind. They are its own, odd omissions included."""


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


RISKY = words(
    "applet base basefont bdo body comment embed frame frameset head html iframe isindex link "
    "listing meta noframes object param plaintext script slot style title xmp"
)
"""HTML that the validator knows, and warns of."""

FINE = words(
    "a abbr acronym address area article aside audio b bdi big blockquote br button canvas caption "
    "center cite code col colgroup command data datagrid datalist dd del details dfn dialog dir "
    "div dl dt em eventsource fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header "
    "hgroup hr i img input ins kbd label legend li m main map mark menu meter nav noscript ol "
    "optgroup option output p picture pre progress q rp rt ruby s samp section select small source "
    "span strike strong sub summary sup table tbody td template textarea tfoot th thead time tr "
    "track tt u ul var video wbr"
)
"""HTML that it takes for harmless."""

STYLES = words(
    "azimuth background background-color border border-bottom border-bottom-color "
    "border-bottom-style border-bottom-width border-collapse border-color border-left "
    "border-left-color border-left-style border-left-width border-right border-right-color "
    "border-right-style border-right-width border-spacing border-style border-top border-top-color "
    "border-top-style border-top-width border-width clear color cursor direction display elevation "
    "float font font-family font-size font-style font-variant font-weight height letter-spacing "
    "line-height list-style-type margin margin-bottom margin-left margin-right margin-top overflow "
    "padding padding-bottom padding-left padding-right padding-top pause pause-after pause-before "
    "pitch pitch-range richness speak speak-header speak-numeral speak-punctuation speech-rate "
    "stress text-align text-decoration text-indent unicode-bidi vertical-align voice-family volume "
    "white-space width"
)
"""The properties that a `style` attribute may set."""

STYLE_WORDS = words(
    "!important aqua auto black block blue bold both bottom brown center collapse dashed dotted "
    "fuchsia gray green italic left lime maroon medium navy none normal nowrap olive pointer "
    "purple red right silver solid teal top transparent underline white yellow"
)
"""What may stand in a border, a background, a margin or a padding."""

SCHEMES = words(
    "aaa aaas acap cap cid crid data dav dict dns fax file ftp go gopher http https iax icap im "
    "imap info ipp iris ldap mailto mid modem msrp msrps mtqp mupdate news nfs nntp "
    "opaquelocktoken pop pres prospero rtsp service shttp sip sips snmp tag tel telnet tftp "
    "thismessage tip tv urn vemmi wais xmpp"
)
"""The schemes of addresses that the validator takes for registered."""

LANGUAGES = words(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj "
    "om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo x xh xx yi yo za "
    "zh zu"
)
"""Languages by their ISO 639 code of two letters, and x and xx for others."""

RELATIONS = words(
    "alternate current describedby edit edit-media enclosure first hub last license next "
    "next-archive payment prev-archive previous related replies search self service up via"
)
"""The relations of links that are registered; any other must be an address."""

PAGING = words("current first last next next-archive prev-archive previous")
"""The relations between the pages of a feed (RFC 5005)."""
