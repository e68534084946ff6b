#include "text/ascii.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>

namespace glossd::text {

namespace {

// Names that only ever carry who clicked where; a name some site needs (ref, source, id) is not
// here.
constexpr std::array<std::string_view, 36> tracking_names{"_branch_match_id",
                                                          "_ga",
                                                          "_gl",
                                                          "_hsenc",
                                                          "_hsmi",
                                                          "_openstat",
                                                          "dclid",
                                                          "fb_action_ids",
                                                          "fb_source",
                                                          "fbclid",
                                                          "gad_source",
                                                          "gbraid",
                                                          "gclid",
                                                          "gclsrc",
                                                          "hsctatracking",
                                                          "igsh",
                                                          "igshid",
                                                          "li_fat_id",
                                                          "mc_cid",
                                                          "mc_eid",
                                                          "mkt_tok",
                                                          "ml_subscriber",
                                                          "msclkid",
                                                          "oly_anon_id",
                                                          "oly_enc_id",
                                                          "rb_clickid",
                                                          "ref_src",
                                                          "s_cid",
                                                          "ttclid",
                                                          "twclid",
                                                          "vero_conv",
                                                          "vero_id",
                                                          "wbraid",
                                                          "wickedid",
                                                          "xtor",
                                                          "yclid"};

static_assert(std::is_sorted(tracking_names.begin(), tracking_names.end()));

bool is_tracking(std::string_view parameter) {
    const auto name = to_lower(parameter.substr(0, parameter.find('=')));
    return name.starts_with("utm_") ||
           std::binary_search(tracking_names.begin(), tracking_names.end(), name);
}

// `mark` and the parameters that stay, or nothing when none does.
std::string filtered(char mark, std::string_view parameters) {
    std::string out;
    while (true) {
        const auto end = std::min(parameters.find('&'), parameters.size());
        const auto parameter = parameters.substr(0, end);
        if (!is_tracking(parameter)) {
            out += out.empty() ? mark : '&';
            out += parameter;
        }
        if (end == parameters.size()) return out;
        parameters.remove_prefix(end + 1);
    }
}

}  // namespace

std::string without_tracking(std::string_view address) {
    if (!parse_url(address)) return std::string(address);
    const auto hash = std::min(address.find('#'), address.size());
    const auto question = std::min(address.find('?'), hash);
    std::string out(address.substr(0, question));
    if (question < hash) out += filtered('?', address.substr(question + 1, hash - question - 1));
    if (hash < address.size()) out += filtered('#', address.substr(hash + 1));
    return out;
}

}  // namespace glossd::text
