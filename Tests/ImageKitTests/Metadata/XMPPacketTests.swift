import Testing

@testable import ImageKit

@Suite struct `XMP packets` {
  private let namespace = XMPPacket.Namespace("http://example.org/a/")

  private func packet(_ text: String) -> XMPPacket { XMPPacket(main: Array(text.utf8)) }

  private func description(_ attributes: String, _ children: String = "") -> String {
    """
    <?xpacket begin='\u{FEFF}' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>
    <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='Somebody'
    xmlns:a='http://example.org/a/' \(attributes)>\(children)</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>
    """
  }

  @Test func `attributes and elements are the same`() {
    for text in [description("a:p=' 1 '"), description("", "<a:p> 1 </a:p>")] {
      #expect(packet(text).text(namespace, "p") == "1")
      #expect(packet(text).about == "Somebody")
      #expect(packet(text).warnings.isEmpty)
    }
  }

  @Test func `namespaces are told apart by address and not by prefix`() {
    let text = description(
      "", "<b:p xmlns:b='http://example.org/a'>1</b:p><a:p xmlns:a='http://example.org/other'>2</a:p>")
    #expect(packet(text).text(namespace, "p") == "1")
    #expect(packet(text).text(XMPPacket.Namespace("http://example.org/other"), "p") == "2")
    #expect(packet(text).namespaces(boundTo: "a").count == 2)
  }

  @Test func `fields of structures keep their path`() {
    let text = description(
      "", "<a:s rdf:parseType='Resource'><a:p>1</a:p></a:s><a:t a:p='2'/><a:u><rdf:Description a:p='3'/></a:u>")
    #expect(packet(text).text(namespace, "s", "p") == "1")
    #expect(packet(text).text(namespace, "t", "p") == "2")
    #expect(packet(text).text(namespace, "u", "p") == "3")
    #expect(packet(text).text(namespace, "p") == nil)
  }

  @Test func `entities of XML are decoded`() {
    #expect(packet(description("a:p='&lt;&amp;&#65;'")).text(namespace, "p") == "<&A")
  }

  @Test func `a fault in one tag costs that fault alone`() {
    let text = description("a:p='1' a:q=broken a:r='a < b' a:s='2'", "<a:t>3</a:t>")
    #expect(packet(text).text(namespace, "p") == "1")
    #expect(packet(text).text(namespace, "r") == "a < b")
    #expect(packet(text).text(namespace, "s") == "2")
    #expect(packet(text).text(namespace, "t") == "3")
    #expect(packet(text).warnings.map(\.code) == ["xmp_malformed"])
  }

  @Test func `a packet cut anywhere gives only true values`() {
    let whole = Array(description("a:p='12.5' a:q='67.5'", "<a:r>-89.9</a:r>").utf8)
    for count in 0..<whole.count {
      let cut = XMPPacket(main: Array(whole[..<count]))
      #expect([nil, "12.5"].contains(cut.text(namespace, "p")))
      #expect([nil, "67.5"].contains(cut.text(namespace, "q")))
      #expect([nil, "-89.9"].contains(cut.text(namespace, "r")))
    }
  }

  @Test func `nine megabytes are refused`() {
    let big = packet(description("a:p='1'") + String(repeating: " ", count: 9 << 20))
    #expect(big.isEmpty)
    #expect(big.warnings.map(\.code) == ["xmp_refused"])
  }
}

@Suite struct `Numbers in text` {
  @Test(
    arguments: [
      ("+22.5", 22.5), (" -1 ", -1), ("4971569/65536", 4_971_569.0 / 65536), ("1e3", 1000), ("22,5", 22.5),
    ] as [(String, Double)])
  func `are read`(text: String, value: Double) {
    #expect(MetadataText.number(text) == value)
  }

  @Test(arguments: [
    "", " ", "nan", "inf", "-infinity", "0x10", "1/0", "1,2,3", "1,2.3", "12abc", "1e999", "/", "--1", "∞",
  ])
  func `are refused`(text: String) {
    #expect(MetadataText.number(text) == nil)
  }

  @Test(
    arguments: [
      ("40,42.6S", -40.71), ("111,53,24W", -111.89), ("8 deg 17' 39.30\" S", -(8 + 17 / 60.0 + 39.3 / 3600)),
      ("22°37'38.28\"N", 22.6273), ("-22.5", -22.5),
    ] as [(String, Double)])
  func `of coordinates are read`(text: String, value: Double) throws {
    var commaFound = false
    let degrees = try #require(MetadataText.degrees(text, commaFound: &commaFound))
    #expect(abs(degrees - value) < 1e-9)
    #expect(!commaFound)
  }

  @Test(arguments: ["N", "1 2 3 4N", "40,61N", "hello", "40;x"])
  func `of coordinates are refused`(text: String) {
    var commaFound = false
    #expect(MetadataText.degrees(text, commaFound: &commaFound) == nil)
  }
}

@Suite struct `Times in text` {
  @Test func `every day of four hundred years comes back`() throws {
    var previous: Double?
    for year in stride(from: 1900, through: 2300, by: 1) {
      for (month, day) in [(1, 1), (2, 28), (3, 1), (12, 31)] {
        let text = "\(year)-0\(month)-0\(day)".replacing(/-0(\d\d)/) { "-\($0.1)" } + "T01:02:03"
        let time = try #require(TimeText(text), "\(text)")
        #expect(time.iso8601 == text)
        if let previous { #expect(time.secondsByItsClock > previous) }
        previous = time.secondsByItsClock
      }
    }
  }

  @Test(arguments: [
    "2023:02:29 00:00:00", "2024:04:31 00:00:00", "2024:01:01", "2024:01:01 25:00:00", "2024:01:01 24:00:01",
    "20x4:01:01 00:00:00",
  ])
  func `what is no time is refused`(text: String) {
    #expect(TimeText(text) == nil)
  }

  @Test(
    arguments: [("+09:00", 32_400), ("-0330", -12_600), ("Z", 0), ("+5:30", 19_800), ("+9", 32_400)] as [(String, Int)])
  func `zones are read`(text: String, seconds: Int) {
    #expect(TimeText.offset(text) == seconds)
  }

  @Test(arguments: ["", "9", "+", "+99:00", "+05:75", "noon"])
  func `what is no zone is refused`(text: String) {
    #expect(TimeText.offset(text) == nil)
  }
}
