#include "sources/feed/iconv.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <utility>

#include <iconv.h>

namespace glossd::sources::feed {

namespace {

// A label in lower case, and iconv's name.
using NamedEncoding = std::pair<std::string_view, std::string_view>;

constexpr auto encodings = std::to_array<NamedEncoding>({
    {"utf-8", "UTF-8"},
    {"utf8", "UTF-8"},
    {"utf-16", "UTF-16LE"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
    {"utf-32", "UTF-32LE"},
    {"utf-32le", "UTF-32LE"},
    {"utf-32be", "UTF-32BE"},
    {"us-ascii", "WINDOWS-1252"},
    {"ascii", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"latin-1", "WINDOWS-1252"},
    {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},
    {"iso_8859-1", "WINDOWS-1252"},
    {"windows-1252", "WINDOWS-1252"},
    {"cp1252", "WINDOWS-1252"},
    {"iso-8859-2", "ISO-8859-2"},
    {"latin2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-9", "WINDOWS-1254"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-11", "CP874"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"latin9", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"windows-874", "CP874"},
    {"tis-620", "CP874"},
    {"windows-1250", "WINDOWS-1250"},
    {"cp1250", "WINDOWS-1250"},
    {"windows-1251", "WINDOWS-1251"},
    {"cp1251", "WINDOWS-1251"},
    {"windows-1253", "WINDOWS-1253"},
    {"windows-1254", "WINDOWS-1254"},
    {"windows-1255", "WINDOWS-1255"},
    {"windows-1256", "WINDOWS-1256"},
    {"windows-1257", "WINDOWS-1257"},
    {"windows-1258", "WINDOWS-1258"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"ibm866", "IBM866"},
    {"cp866", "IBM866"},
    {"macintosh", "MACINTOSH"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"euc-kr", "UHC"},
    {"ks_c_5601-1987", "UHC"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"euc-cn", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"},
    {"euc-tw", "EUC-TW"},
});

constexpr std::string_view replacement = "\xEF\xBF\xBD";

struct Closer {
    void operator()(void* handle) const { iconv_close(handle); }
};

std::size_t unit_of(std::string_view encoding) {
    if (encoding.starts_with("UTF-32")) return 4;
    return encoding.starts_with("UTF-16") ? 2 : 1;
}

}  // namespace

std::string_view encoding_named(std::string_view label) {
    const auto word = text::to_lower(label.substr(0, 32));
    const auto* row = std::find_if(encodings.begin(), encodings.end(),
                                   [&](const NamedEncoding& known) { return known.first == word; });
    return row == encodings.end() ? std::string_view{} : row->second;
}

Converted convert(std::string_view bytes, std::string_view encoding) {
    Converted result;
    iconv_t opened = iconv_open("UTF-8", std::string(encoding).c_str());
    // A C library without its conversion modules: better a readable ASCII part than nothing.
    if (opened == reinterpret_cast<iconv_t>(-1)) return {std::string(bytes), bytes.size()};
    const std::unique_ptr<void, Closer> handle(opened);

    std::string buffer(64 * 1024, '\0');
    char* in = const_cast<char*>(bytes.data());  // POSIX forgot the const; it only reads
    std::size_t left = bytes.size();
    while (left > 0) {
        char* out = buffer.data();
        std::size_t room = buffer.size();
        const auto status = iconv(handle.get(), &in, &left, &out, &room);
        const int fault = status == static_cast<std::size_t>(-1) ? errno : 0;
        result.text.append(buffer.data(), buffer.size() - room);
        if (fault == 0 || fault == E2BIG) continue;
        const std::size_t skip =
            fault == EINVAL ? left : std::min(left, unit_of(encoding));  // EINVAL: cut at the end
        in += skip;
        left -= skip;
        result.text += replacement;
        ++result.faults;
    }
    return result;
}

}  // namespace glossd::sources::feed
