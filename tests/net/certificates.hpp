// A certificate authority for one test run, and the good and bad certificates it makes.
#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;
struct x509_st;
struct evp_pkey_st;

namespace glossd::test {

struct Certificate {
    std::shared_ptr<x509_st> x509;
    std::shared_ptr<evp_pkey_st> key;
};

struct CertificateWish {
    std::string names = "DNS:localhost,IP:127.0.0.1";  // subjectAltName; empty: an authority
    int from_days = -1;
    int to_days = 1;
};

// Signed by `issuer`, or by itself.
Certificate make_certificate(const CertificateWish& wish, const Certificate* issuer = nullptr);

std::shared_ptr<ssl_ctx_st> server_context(const Certificate& certificate, int max_version = 0);

// A PEM file in the temporary folder, gone with the object.
class PemFile {
  public:
    explicit PemFile(const Certificate& certificate);
    PemFile(const PemFile&) = delete;
    PemFile& operator=(const PemFile&) = delete;
    ~PemFile();
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace glossd::test
