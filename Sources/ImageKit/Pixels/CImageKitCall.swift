internal import CImageKit

/// How a call into CImageKit becomes a thrown error.
enum CImageKitCall {
  /// Runs a call that returns a status and may write a message.
  static func run(_ call: (UnsafeMutablePointer<CChar>) -> ik_status) throws(PhotoError) {
    let (status, message) = unsafe outcome(of: call)
    switch status {
    case .ok: return
    case .notAJPEG: throw .notAJPEG
    case .malformed, .invalidArgument: throw .malformed(message)
    case .tooLarge: throw .tooLarge(message)
    case .unsupported: throw .unsupported(message)
    }
  }

  /// Runs a call that writes a picture.
  static func encode(_ call: (UnsafeMutablePointer<CChar>) -> ik_status) throws(PictureError) {
    let (status, message) = unsafe outcome(of: call)
    if status != .ok { throw .encoding(message) }
  }

  private static func outcome(
    of call: (UnsafeMutablePointer<CChar>) -> ik_status
  ) -> (status: ik_status, message: String) {
    var message = [CChar](repeating: 0, count: Int(IK_MESSAGE_SIZE))
    let status = unsafe call(&message)
    return (status, String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
  }
}
