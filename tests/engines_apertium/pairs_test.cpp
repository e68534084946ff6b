#include "engines/apertium/pairs.hpp"

#include "fixtures.hpp"

using namespace glossd;
using namespace glossd::engines::apertium;
using test::language;

namespace {

const std::vector<std::string> modes{"cat-eng",
                                     "cat-eng_US",
                                     "dan-nob",
                                     "en-gl",
                                     "eng-cat",
                                     "eng-cat_valencia",
                                     "eng-cat_valencia_uni",
                                     "eng-hbs",
                                     "eng-hbs_HR",
                                     "eng-hbs_SR",
                                     "eng-spa",
                                     "es-pt",
                                     "es-pt_BR",
                                     "gl-en",
                                     "hbs-eng",
                                     "nno-nob",
                                     "oci_gascon-fra",
                                     "pol-szl"};

std::string mode(std::string_view from, std::string_view to) {
    return std::string(find_mode(modes, language(from), language(to)));
}

}  // namespace

TEST_CASE("a pair is found under its two-letter and its three-letter name") {
    CHECK(mode("en", "es") == "eng-spa");
    CHECK(mode("en", "gl") == "en-gl");
    CHECK(mode("gl", "en") == "gl-en");
    CHECK(mode("eng", "spa") == "eng-spa");
    CHECK(mode("pl", "szl") == "pol-szl");
    CHECK(mode("no", "de").empty());
    CHECK(mode("es", "en").empty());
    CHECK(mode("da", "no") == "dan-nob");
    CHECK(mode("nn", "nb") == "nno-nob");
}

TEST_CASE("a variant takes its own mode, else the plain one, never another's") {
    CHECK(mode("ca", "en") == "cat-eng");
    CHECK(mode("ca", "en-US") == "cat-eng_US");
    CHECK(mode("ca", "en-GB") == "cat-eng");
    CHECK(mode("en-US", "ca-valencia") == "eng-cat_valencia");
    CHECK(mode("en", "ca") == "eng-cat");
    CHECK(mode("en-GB", "es-MX") == "eng-spa");
    CHECK(mode("es", "pt-BR") == "es-pt_BR");
    CHECK(mode("es", "pt") == "es-pt");
    CHECK(mode("oc-gascon", "fr") == "oci_gascon-fra");
    CHECK(mode("oc", "fr").empty());
}

TEST_CASE("the languages that Apertium files as one keep their own variant") {
    CHECK(mode("en", "hr") == "eng-hbs_HR");
    CHECK(mode("en", "sr") == "eng-hbs_SR");
    CHECK(mode("en", "sr-Latn") == "eng-hbs_SR");
    CHECK(mode("en", "bs") == "eng-hbs");
    CHECK(mode("hr", "en") == "hbs-eng");
}

TEST_CASE("the modes to a language and the package for a pair are known") {
    CHECK(modes_to(modes, language("ca")) ==
          std::vector<std::string>{"eng-cat", "eng-cat_valencia", "eng-cat_valencia_uni"});
    CHECK(modes_to(modes, language("ja")).empty());
    CHECK(package_for(language("ca"), language("en-US")) == "apertium-eng-cat");
    CHECK(package_for(language("fr"), language("ca")) == "apertium-fra-cat");
    CHECK(package_for(language("nb"), language("sv")) == "apertium-swe-nor");
    CHECK(package_for(language("en"), language("ja")).empty());
    CHECK(package_for(language("en"), language("en")).empty());
}
