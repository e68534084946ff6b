// Glossaries: what their files say, and every way to get one wrong, with the place of the
// complaint.
#include "config/glossary_pair.hpp"
#include "config/sandbox.hpp"

#include <algorithm>

using namespace glossd::config;
using glossd::model::Term;
using glossd::model::TermCase;

namespace {

const std::string house_csv =
    "[[glossary]]\nname = \"house\"\nfile = \"house.csv\"\nfrom = \"en\"\nto = \"es\"\n";
const std::string house_toml =
    "[[glossary]]\nname = \"house\"\nfile = \"house.toml\"\nfrom = \"en\"\nto = \"es\"\n";

std::vector<Term> terms_of(const std::string& file, const std::string& content,
                           const std::string& section) {
    const Sandbox sandbox;
    sandbox.write(file, content);
    const auto loaded = sandbox.load(good + section);
    if (!loaded) FAIL(loaded.error().at(0).to_text());
    CHECK(loaded->warnings.empty());
    return loaded->config.glossaries.at(0).terms;
}

std::vector<Diagnostic> faults_of(const std::string& file, const std::string& content,
                                  const std::string& section) {
    const Sandbox sandbox;
    sandbox.write(file, content);
    const auto loaded = sandbox.load(good + section);
    return loaded ? std::vector<Diagnostic>() : loaded.error();
}

// The one complaint as "LINE:COLUMN message".
std::string fault_of(const std::string& file, const std::string& content,
                     const std::string& section) {
    const auto faults = faults_of(file, content, section);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].place.file.find(file) != std::string::npos);
    CHECK(faults[0].key == "glossary.house");
    return std::to_string(faults[0].place.line) + ":" + std::to_string(faults[0].place.column) +
           " " + faults[0].message;
}

std::string csv_fault(const std::string& content) {
    return fault_of("house.csv", content, house_csv);
}

std::string toml_fault(const std::string& content) {
    return fault_of("house.toml", content, house_toml);
}

bool begins(const std::string& text, const std::string& with) {
    return text.compare(0, with.size(), with) == 0;
}

const std::vector<Term> same_terms{{"feed", "canal", TermCase::follow, {"canales", "fuente RSS"}},
                                   {"US", "EE. UU., en mayúsculas", TermCase::exact, {}},
                                   {"glossd", "", TermCase::exact, {}}};

}  // namespace

TEST_CASE("a CSV and a TOML file say the same") {
    CHECK(terms_of("house.csv",
                   "term,translation,case,also\n"
                   "feed,canal,,canales | fuente RSS\n"
                   "US,\"EE. UU., en mayúsculas\",exact,\n"
                   "\n"
                   "glossd,,,\n",
                   house_csv) == same_terms);
    CHECK(terms_of("house.toml",
                   "[terms]\n"
                   "feed = { translation = \"canal\", also = [\"canales\", \"fuente RSS\"] }\n"
                   "US = { translation = \"EE. UU., en mayúsculas\", case = \"exact\" }\n"
                   "glossd = {}\n",
                   house_toml)
              .size() == 3);
}

TEST_CASE("in TOML a translation stands beside its term, and what is kept in a list") {
    const auto terms =
        terms_of("house.toml", "keep = [\"glossd\"]\n[terms]\n\"content warning\" = \"aviso\"\n",
                 house_toml);
    CHECK(terms == std::vector<Term>{{"glossd", "", TermCase::exact, {}},
                                     {"content warning", "aviso", TermCase::follow, {}}});
}

TEST_CASE("a CSV is read as spreadsheets save it") {
    const std::vector<Term> two{{"a \"b\"", "c\xC3\xA9", TermCase::ignore, {}},
                                {"d", "", TermCase::exact, {}}};
    CHECK(terms_of("house.csv",
                   "\xEF\xBB\xBFTerm;Translation;Case;;\r\n\"a \"\"b\"\"\"; c\xC3\xA9 "
                   ";ignore;;\r\nd;;;;\r\n;;;;\r\n",
                   house_csv) == two);
    CHECK(terms_of("house.csv", "case\tterm\ttranslation\rignore\ta \"b\"\tc\xC3\xA9\r\td",
                   house_csv) == two);
}

TEST_CASE("a glossary of no language keeps terms in all of them") {
    const std::string brands = "[[glossary]]\nname = \"house\"\nfile = \"house.csv\"\n";
    CHECK(terms_of("house.csv", "term\nglossd\n", brands).size() == 1);
    const auto fault = fault_of("house.csv", "term,translation\nfeed,canal\n", brands);
    CHECK(begins(fault, "2:1 \"feed\" has a translation"));
    CHECK(fault.find("the key `to`") != std::string::npos);
}

TEST_CASE("what is wrong with a CSV is said with its line and column") {
    CHECK(csv_fault("") == "1:1 the file is empty");
    CHECK(begins(csv_fault("feed,canal\n"), "1:1 the first line names the columns, and \"feed\""));
    CHECK(csv_fault("term,translatoin\nfeed,canal\n").find("did you mean `translation`?") !=
          std::string::npos);
    CHECK(begins(csv_fault("case\nexact\n"), "1:1 the first line must name the columns"));
    CHECK(csv_fault("term,translation\nfeed,canal\n,perdido\n") == "3:1 the term is missing");
    CHECK(begins(csv_fault("term,translation\ncafé,bar,extra\n"), "2:10 there are 3 fields here"));
    CHECK(begins(csv_fault("term,translation\nfeed,\"canal\n"), "2:6 a quotation mark opens"));
    CHECK(begins(csv_fault("term,translation\nfeed,\"ca\"nal\n"), "2:6 a quotation mark opens"));
    CHECK(begins(csv_fault("term,translation,case\nfeed,canal,exactly\n"),
                 "2:12 the case rule must be `exact`, `ignore` or `follow`"));
    CHECK(csv_fault("term,translation\nfeed,canal\nfeed,fuente\n") ==
          "3:1 \"feed\" is there already, in line 2");
    CHECK(begins(csv_fault("term,translation\nfeed,\"a\nb\"\n"), "2:1 a term is one line"));
    CHECK(begins(csv_fault("term\ncaf\xE9\n"), "1:1 the file is not in UTF-8"));
}

TEST_CASE("what is wrong with a TOML glossary is said with its line and column") {
    CHECK(begins(toml_fault("[term]\nfeed = \"canal\"\n"), "1:2 `term` is unknown here"));
    CHECK(begins(toml_fault("[terms]\nfeed = 5\n"), "2:8 must be a translation in quotation"));
    CHECK(begins(toml_fault("[terms]\nfeed = \"\"\n"), "2:8 the translation is empty"));
    CHECK(begins(toml_fault("keep = \"glossd\"\n"), "1:8 `keep` must be a list"));
    CHECK(begins(toml_fault("keep = [\"glossd\", 5]\n"), "1:19 must be a word"));
    CHECK(begins(toml_fault("terms = 5\n"), "1:9 must be a table"));
    CHECK(begins(toml_fault("[terms]\nfeed = { transaltion = \"canal\" }\n"),
                 "2:10 `transaltion` is unknown here; did you mean `translation`?"));
    CHECK(begins(toml_fault("[terms]\nfeed = { translation = \"canal\", also = \"x\" }\n"),
                 "2:33 `also` must be a list"));
    CHECK(begins(toml_fault("[terms]\nfeed = { translation = \"canal\", case = \"exacty\" }\n"),
                 "2:40 the case rule must be"));
    CHECK(begins(toml_fault("[terms]\nfeed = { translation = \"canal\", also = [\" \"] }\n"),
                 "2:41 must be a word"));
    CHECK(begins(toml_fault("[terms\n"), "1:7 not valid TOML"));
}

TEST_CASE("one wrong term does not hide the next") {
    CHECK(faults_of("house.csv", "term,translation,case\n,a,\nb,c,x\n", house_csv).size() == 2);
}

TEST_CASE("a file that is not there, or no glossary, is refused with its key") {
    const auto missing = faults_of("other.csv", "", house_csv);
    REQUIRE(missing.size() == 1);
    CHECK(missing[0].key == "glossary.house.file");
    CHECK(missing[0].message.find("cannot read the glossary: No such file") != std::string::npos);
    const auto wrong =
        faults_of("house.xls", "", "[[glossary]]\nname = \"house\"\nfile = \"house.xls\"\n");
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].message.find(".csv, .tsv or .toml") != std::string::npos);
}

TEST_CASE("a glossary's keys can be set by variables") {
    const Sandbox sandbox;
    sandbox.write("other.csv", "term\nglossd\n");
    const auto loaded = sandbox.load(
        good + house_csv,
        {{"GLOSSD_GLOSSARY__HOUSE__FILE", "other.csv"}, {"GLOSSD_GLOSSARY__HOUSE__FROM", "de"}});
    REQUIRE(loaded);
    CHECK(loaded->config.glossaries[0].terms.size() == 1);
    CHECK(loaded->config.glossaries[0].from.tag() == "de");
}

TEST_CASE("a glossary is for its language and what says more about it") {
    const auto language = [](const char* tag) { return *glossd::model::Language::parse(tag); };
    GlossarySettings glossary;
    CHECK(is_for(glossary, language("en"), language("es")));
    glossary.from = language("en");
    glossary.to = language("es");
    CHECK(is_for(glossary, language("en"), language("es")));
    CHECK(is_for(glossary, language("en-GB"), language("es-MX")));
    CHECK(is_for(glossary, {}, language("es")));
    CHECK_FALSE(is_for(glossary, language("de"), language("es")));
    CHECK_FALSE(is_for(glossary, language("en"), language("est")));
    glossary.to = language("es-MX");
    CHECK_FALSE(is_for(glossary, language("en"), language("es")));
}

TEST_CASE("the tone of a target is read, and what no engine heeds is said") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(
        good +
        "formality = \"formal\"\naudience = \"children\"\ninstruction = \"Be brief.\"\n"
        "hashtags = \"glossary\"\n");
    REQUIRE(loaded);
    const auto& target = loaded->config.targets[0];
    CHECK(target.tone ==
          glossd::model::Tone{glossd::model::Formality::formal, "children", "Be brief."});
    CHECK(target.hashtags == glossd::model::Hashtags::glossary);
    std::vector<std::string> keys;
    for (const auto& warning : loaded->warnings) keys.push_back(warning.key);
    std::sort(keys.begin(), keys.end());
    CHECK(keys == std::vector<std::string>{"target.es.audience", "target.es.formality",
                                           "target.es.hashtags", "target.es.instruction"});
    const auto heeded = sandbox.load(
        good +
        "formality = \"informal\"\naudience = \"children\"\n[[engine]]\nname = \"llm\"\n"
        "type = \"openai\"\nmodel = \"m\"\nbase_url = \"http://127.0.0.1:1\"\n");
    REQUIRE(heeded);
    CHECK(heeded->warnings.empty());
}

TEST_CASE("a glossary that no target can use is pointed out") {
    const Sandbox sandbox;
    sandbox.write("house.csv", "term\nglossd\n");
    const auto loaded =
        sandbox.load(good + "[[glossary]]\nname = \"house\"\nfile = \"house.csv\"\nto = \"fr\"\n");
    REQUIRE(loaded);
    REQUIRE(loaded->warnings.size() == 1);
    CHECK(loaded->warnings[0].key == "glossary.house.to");
}
