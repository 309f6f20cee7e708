# Builds digits from the sources that lie beside this file, which scripts/package made:
#   brew install --formula dist/digits.rb
class Digits < Formula
  desc "Reads scanned or photographed handwritten digits and numbers into a CSV"
  homepage "file://#{__dir__}"
  url "file://#{__dir__}/digits-@VERSION@-source.tar.gz"
  version "@VERSION@"
  sha256 "@SHA256@"
  license "Apache-2.0"

  depends_on "swift" => :build
  depends_on "jpeg-turbo"
  depends_on "libpng"
  depends_on "onednn"
  uses_from_macos "zlib"

  def install
    ENV.append_path "CPATH", HOMEBREW_PREFIX/"include"
    ENV.append_path "LIBRARY_PATH", HOMEBREW_PREFIX/"lib"
    system "swift", "build", "--disable-sandbox", "-c", "release", "--product", "digits"
    bin.install ".build/release/digits"
    generate_completions_from_executable(bin/"digits", "--generate-completion-script")
    pkgshare.install "samples", "samples-numbers"
  end

  test do
    system bin/"digits", "classify", pkgshare/"samples", "-o", testpath/"digits.csv"
    assert_match "file,digit,confidence,status,message", (testpath/"digits.csv").read
    system bin/"digits", "read", pkgshare/"samples-numbers", "-o", testpath/"numbers.csv"
    assert_match "file,text,value,confidence,status,message", (testpath/"numbers.csv").read
  end
end
