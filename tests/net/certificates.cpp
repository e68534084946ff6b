#include "net/certificates.hpp"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

namespace glossd::test {

namespace {

void extend(X509* x509, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
    auto* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    if (extension == nullptr) throw std::runtime_error("bad extension " + value);
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
}

}  // namespace

Certificate make_certificate(const CertificateWish& wish, const Certificate* issuer) {
    static long serial = 1;
    Certificate made{{X509_new(), X509_free}, {EVP_EC_gen("P-256"), EVP_PKEY_free}};
    auto* x509 = made.x509.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), serial++);
    X509_gmtime_adj(X509_getm_notBefore(x509), wish.from_days * 86400L);
    X509_gmtime_adj(X509_getm_notAfter(x509), wish.to_days * 86400L);
    X509_set_pubkey(x509, made.key.get());
    auto* subject = X509_get_subject_name(x509);
    const std::string name = wish.names.empty() ? "glossd test authority " + std::to_string(serial)
                                                : "glossd test server";
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    const auto& signer = issuer != nullptr ? *issuer : made;
    X509_set_issuer_name(x509, X509_get_subject_name(signer.x509.get()));
    if (wish.names.empty()) {
        extend(x509, signer.x509.get(), NID_basic_constraints, "critical,CA:TRUE");
        extend(x509, signer.x509.get(), NID_key_usage, "critical,keyCertSign");
    } else {
        extend(x509, signer.x509.get(), NID_subject_alt_name, wish.names);
    }
    X509_sign(x509, signer.key.get(), EVP_sha256());
    return made;
}

std::shared_ptr<ssl_ctx_st> server_context(const Certificate& certificate, int max_version) {
    std::shared_ptr<ssl_ctx_st> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    // So that a test of old versions fails for our reason and not for the server's.
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_use_certificate(context.get(), certificate.x509.get());
    SSL_CTX_use_PrivateKey(context.get(), certificate.key.get());
    if (max_version != 0) SSL_CTX_set_max_proto_version(context.get(), max_version);
    return context;
}

PemFile::PemFile(const Certificate& certificate) : path_("/tmp/glossd-test-ca-XXXXXX") {
    const int fd = ::mkstemp(path_.data());
    std::FILE* file = fd < 0 ? nullptr : ::fdopen(fd, "w");
    if (file == nullptr) throw std::runtime_error("cannot write a certificate");
    PEM_write_X509(file, certificate.x509.get());
    std::fclose(file);
}

PemFile::~PemFile() {
    ::unlink(path_.c_str());
}

}  // namespace glossd::test
