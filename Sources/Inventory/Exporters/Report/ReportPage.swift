import Foundation
import ImageKit

/// The frame of the report: head, policy, style.
enum ReportPage {
  /// Returns the page around a body.
  static func html(title: String, language: Language, body: String) -> String {
    // The policy names the style sheet by its hash, so that a style smuggled in by a name would not count.
    let digest = FileDigest.sha256(Array(style.utf8))
    let hash = Data(hexadecimal: digest).base64EncodedString()
    let policy =
      "default-src 'none'; img-src data:; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
    return "<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">\n<head>\n<meta charset=\"utf-8\">\n"
      + "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">\n"
      + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      + "<meta name=\"referrer\" content=\"no-referrer\">\n<title>\(MarkupText.escaped(title))</title>\n"
      + "<style>\(style)</style>\n</head>\n<body>\n<main>\n\(body)</main>\n</body>\n</html>\n"
  }

  private static let style = """
    :root{color-scheme:light;--ink:#1d2731;--soft:#5a6773;--line:#d5dce3;--fill:#f4f7f9}
    *{box-sizing:border-box}
    body{margin:0;color:var(--ink);background:#fff;font:15px/1.5 "Noto Sans","Noto Sans TC","Noto Sans CJK TC",\
    "PingFang TC","Microsoft JhengHei",system-ui,sans-serif}
    main{max-width:1120px;margin:0 auto;padding:24px 20px 48px}
    h1{font-size:28px;line-height:1.2;margin:0 0 12px}
    h2{font-size:20px;margin:32px 0 10px;padding-bottom:4px;border-bottom:2px solid var(--line)}
    h3{font-size:16px;margin:0 0 6px}
    a{color:#0b5c8f}
    .facts{display:flex;flex-wrap:wrap;gap:8px 28px;margin:0}
    .facts dt{color:var(--soft);font-size:13px}
    .facts dd{margin:0;font-weight:600;overflow-wrap:anywhere}
    .scroll{overflow-x:auto}.scroll:focus-visible{outline:2px solid #0b5c8f}
    table{border-collapse:collapse;width:100%;font-size:13.5px}
    th,td{text-align:left;vertical-align:top;padding:5px 8px;border-bottom:1px solid var(--line)}
    th{background:var(--fill);font-weight:600}
    td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
    td.n{white-space:nowrap}
    td.w{overflow-wrap:anywhere;min-width:6em}
    th,td.l{word-break:keep-all}
    :lang(zh) td.l{white-space:nowrap}
    td.o{white-space:nowrap}
    .s{display:inline-block;width:11px;height:11px;border-radius:50%;margin-right:6px;vertical-align:-1px;\
    border:1px solid var(--ink)}
    .high{background:#D7191C}.medium{background:#F07D00}.low{background:#E6B800}
    .high{width:13px;height:13px;vertical-align:-2px}.low{width:8px;height:8px}
    .unknown{background:#fff;border:3px solid #2A7FB8}
    .map svg{width:100%;height:auto;max-height:640px;background:var(--fill);border:1px solid var(--line)}
    .map p{margin:6px 0 0;color:var(--soft);font-size:13px}
    .map .s:not(:first-child){margin-left:16px}
    .card{display:grid;grid-template-columns:minmax(0,300px) minmax(0,1fr);gap:16px;padding:14px;margin:0 0 14px;\
    border:1px solid var(--line);border-radius:6px;break-inside:avoid}
    .card img{width:100%;height:auto;display:block;border-radius:4px}
    .card .none{display:grid;place-items:center;min-height:130px;background:var(--fill);color:var(--soft);\
    font-size:13px;text-align:center;padding:12px;border-radius:4px}
    .card dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(170px,1fr));gap:6px 14px;margin:0;font-size:13.5px}
    .card .wide{grid-column:1/-1}
    .card dt{color:var(--soft);font-size:12.5px;line-height:1.3}
    .card dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
    @media(max-width:640px){.card{grid-template-columns:1fr}}
    @media print{
    @page{margin:14mm}
    body{font-size:10.5pt}main{max-width:none;padding:0}
    a{color:inherit;text-decoration:none}
    thead{display:table-header-group}tr{break-inside:avoid}
    h2{break-after:avoid}.scroll{overflow:visible}table{font-size:8pt}
    .map{break-inside:avoid}.map svg{max-height:92mm}
    th,td{padding:2pt 3pt}
    .card{grid-template-columns:48mm minmax(0,1fr);gap:4mm;padding:2mm 3mm;margin:0 0 2.5mm}
    .card h3{margin:0 0 1mm}
    .card dl{grid-template-columns:repeat(3,minmax(0,1fr));gap:.6mm 3mm;font-size:8.5pt;line-height:1.25}
    .card dt{font-size:7pt;line-height:1.2}
    .s{width:8px;height:8px;margin-right:4px;vertical-align:0}.high{width:10px;height:10px}.low{width:6px;height:6px}
    .unknown{border-width:2px}
    .s,th{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }
    """
}

extension Data {
  /// Creates bytes from their hexadecimal digits.
  fileprivate init(hexadecimal text: String) {
    self.init()
    var rest = Substring(text)
    while rest.count >= 2 {
      append(UInt8(rest.prefix(2), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
  }
}
