#include "bulk/memory_file.hpp"

#include "text/mask_tags.hpp"

#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace glossd::bulk {
namespace {

std::vector<MemoryFileRow> read_all(MemoryFormat format, const std::string& text) {
    std::istringstream in(text);
    const auto reader = read_memory(format, in);
    std::vector<MemoryFileRow> rows;
    while (auto row = reader->next()) rows.push_back(std::move(*row));
    return rows;
}

std::string written(MemoryFormat format, const std::vector<store::Remembered>& entries) {
    std::ostringstream out;
    const auto writer = write_memory(format, out);
    for (const auto& entry : entries) writer->add(entry);
    writer->end();
    return out.str();
}

// As the memory exports them; the key is not part of a file.
std::vector<store::Remembered> some_entries() {
    const model::WallTime time{std::chrono::seconds(1'700'000'000)};
    store::Remembered one{"",
                          "en",
                          "pt-BR",
                          "llm/v1",
                          "llm",
                          text::tags_as_masks("Read <x0/> & \"that\" <b>\n\n now"),
                          text::tags_as_masks("Lê <x0/>\t& isso > <x1/>"),
                          time};
    one.limit = 120;
    store::Remembered other{"", "", "es", "by hand", "by hand", "Hello  there", "Hola 😀", time};
    return {one, other};
}

TEST_CASE("what is written in a format is read back as it was") {
    for (const auto format : {MemoryFormat::jsonl, MemoryFormat::tmx}) {
        const auto entries = some_entries();
        const auto rows = read_all(format, written(format, entries));
        REQUIRE(rows.size() == entries.size());
        for (std::size_t i = 0; i < entries.size(); ++i) {
            REQUIRE(rows[i].row);
            auto row = *rows[i].row;
            if (row.from == "und") row.from = "";
            CHECK(row == entries[i]);
        }
    }
}

TEST_CASE("a format goes by the ending of the file, or by its name") {
    CHECK(memory_format_of("/tmp/a.b.tmx") == MemoryFormat::tmx);
    CHECK(memory_format_of("memory.jsonl") == MemoryFormat::jsonl);
    CHECK(memory_format_of("memory.ndjson") == MemoryFormat::jsonl);
    CHECK_FALSE(memory_format_of("memory.csv"));
    CHECK_FALSE(memory_format_of("-"));
    CHECK_FALSE(memory_format_named("xml"));
}

TEST_CASE("a line that is wrong is told by its number, and the next one is read") {
    const std::string good = R"({"from":"en","to":"es","source":"Hello","text":"Hola"})";
    const auto rows =
        read_all(MemoryFormat::jsonl, good + "\n\n{not json\n[1]\n{\"source\":5}\r\n" +
                                          R"({"source":"a","created":"yesterday"})" + "\n" +
                                          std::string(largest_row + 10, 'x') + "\n" + good);
    REQUIRE(rows.size() == 7);
    const std::vector<std::size_t> lines{1, 3, 4, 5, 6, 7, 8};
    const std::vector<std::string> why{
        "", "no JSON", "no JSON object", "wrong type", "no date", "longer than 1 MiB", ""};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(i);
        CHECK(rows[i].line == lines[i]);
        CHECK(rows[i].row.has_value() == why[i].empty());
        if (!rows[i].row) CHECK(rows[i].row.error().message.find(why[i]) != std::string::npos);
    }
}

TEST_CASE("a line has one object with the fields of the documentation") {
    const auto text = written(MemoryFormat::jsonl, some_entries());
    const auto line = text.substr(0, text.find('\n'));
    const auto object = nlohmann::json::parse(line);
    CHECK(object["source"] == "Read <x0/> & \"that\" <b>\n\n now");
    CHECK(object["from"] == "en");
    CHECK(object["to"] == "pt-BR");
    CHECK(object["created"] == "2023-11-14T22:13:20Z");
    CHECK(object["limit"] == 120);
    CHECK(object.size() == 8);
}

// --- TMX files

const std::string tmx_head =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n"
    "<tmx version=\"1.4\">\n<header srclang=\"en-US\" datatype=\"plaintext\"/>\n<body>\n";
const std::string tmx_tail = "</body></tmx>\n";

std::string unit(const std::string& inside, const std::string& attributes = "") {
    return "<tu" + attributes + ">" + inside + "</tu>\n";
}

std::string variant(const std::string& language, const std::string& segment) {
    return "<tuv xml:lang=\"" + language + "\"><seg>" + segment + "</seg></tuv>";
}

std::string why(const std::vector<MemoryFileRow>& rows, std::size_t at = 0) {
    REQUIRE(rows.size() > at);
    return rows[at].row ? "" : rows[at].row.error().message;
}

TEST_CASE("a unit of another tool gives a row for each language beside its source") {
    const auto rows = read_all(
        MemoryFormat::tmx, tmx_head +
                               unit("<note>from a book</note>" + variant("EN-us", "One &amp; two") +
                                        variant("es", "Uno y <hi>dos</hi>") +
                                        variant("fr", "Un <![CDATA[<et>]]> deux"),
                                    " creationdate=\"20231114T221320Z\"") +
                               tmx_tail);
    REQUIRE(rows.size() == 2);
    REQUIRE(rows[0].row);
    CHECK(rows[0].line == 6);
    CHECK(rows[0].row->from == "EN-us");
    CHECK(rows[0].row->source == "One & two");
    CHECK(rows[0].row->text == "Uno y dos");
    CHECK(rows[0].row->created == model::WallTime(std::chrono::seconds(1'700'000'000)));
    CHECK(rows[1].row->to == "fr");
    CHECK(rows[1].row->text == "Un <et> deux");
}

TEST_CASE("codes of a format are left out, and placeholders keep what they hold") {
    const auto rows =
        read_all(MemoryFormat::tmx,
                 tmx_head +
                     unit(variant("en-US", "A <bpt i=\"1\">&lt;b&gt;</bpt>bold<ept i=\"1\"/> %") +
                          variant("es", "<ph x=\"1\">%s</ph> y <ph>{n}</ph> y <ph x=\"2\"/>")) +
                     tmx_tail);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].row->source == "A bold %");
    CHECK(text::masks_as_tags(rows[0].row->text) == "%s y {n} y <x1/>");
}

TEST_CASE("a unit that is wrong is told by the line it begins in, and the next one is read") {
    const auto good = unit(variant("en", "Hello") + variant("es", "Hola"));
    const auto rows =
        read_all(MemoryFormat::tmx,
                 tmx_head + good + unit(variant("en", "alone")) +
                     unit(variant("de", "a") + variant("es", "b")) + unit("<seg>a</tuv>") +
                     unit(variant("en", std::string(largest_row, 'x')) + "\n") +
                     unit(std::string("<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>") + "x" +
                          "</a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>") +
                     unit(variant("en", "a") + variant("es", "b"), " creationdate=\"soon\"") +
                     good + tmx_tail);
    REQUIRE(rows.size() >= 8);
    CHECK(rows[0].row);
    CHECK(why(rows, 1).find("one language only") != std::string::npos);
    CHECK(rows[1].line == 7);
    CHECK(why(rows, 2).find("source language") != std::string::npos);
    CHECK(rows[2].line == 8);
    CHECK(rows.back().row);
    std::string all;
    for (std::size_t i = 3; i + 1 < rows.size(); ++i) all += why(rows, i) + "; ";
    CHECK(all.find("larger than") != std::string::npos);
    CHECK(all.find("nested too deeply") != std::string::npos);
    CHECK(all.find("no date: soon") != std::string::npos);
}

TEST_CASE("what is no TMX, or not UTF-8, or breaks off, ends with the reason") {
    const std::vector<std::pair<std::string, std::string>> files{
        {"", "no TMX"},
        {"{\"from\":\"en\"}\n", "no TMX"},
        {"<rss><tu/></rss>", "no TMX"},
        {"\xff\xfe<\0t", "not UTF-8"},
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><tmx><tu/></tmx>", "not UTF-8"},
        {tmx_head + "<tu><tuv xml:lang=\"en\"><seg>Hel", "breaks off in line 6"},
        {tmx_head + "<tu><!-- ", "breaks off"},
        {tmx_head + "<tu a=\"", "breaks off"},
        {"<!DOCTYPE tmx [ <!ENTITY a \"b\"> ", "breaks off"},
        {"<tmx " + std::string(70 * 1024, 'a'), "64 KiB"}};
    for (const auto& file : files) {
        CAPTURE(file.second);
        const auto rows = read_all(MemoryFormat::tmx, file.first);
        REQUIRE(rows.size() == 1);
        CHECK(why(rows).find(file.second) != std::string::npos);
    }
}

TEST_CASE("no entity is expanded, however it is declared") {
    const std::string bomb =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx [\n<!ENTITY a \"]>aaaaaaaaaa\">\n"
        "<!ENTITY b \"&a;&a;&a;&a;\">\n<!ENTITY file SYSTEM \"file:///etc/passwd\">\n]>\n"
        "<tmx version=\"1.4\"><header srclang=\"en\"/><body>" +
        unit(variant("en", "say &b; &file; &amp;") + variant("es", "di &b;")) + tmx_tail;
    const auto rows = read_all(MemoryFormat::tmx, bomb);
    REQUIRE(rows.size() == 1);
    REQUIRE(rows[0].row);
    CHECK(rows[0].row->source == "say &b; &file; &");
}

TEST_CASE("units in comments and CDATA are none") {
    const auto rows = read_all(
        MemoryFormat::tmx,
        tmx_head + "<!-- <tu> --><prop type=\"x\"><![CDATA[<tu>]]></prop><?pi <tu> ?>" +
            unit("<!-- </tu> -->" + variant("en", "Hello") + variant("es", "Hola")) + tmx_tail);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].row->text == "Hola");
}

TEST_CASE("a file of many units is read one at a time") {
    class Endless : public std::streambuf {
      public:
        explicit Endless(std::string head, std::string again)
            : text_(std::move(head)), again_(std::move(again)) {}
        std::size_t given = 0;

      protected:
        int_type underflow() override {
            if (given++ > 0) text_ = again_;
            setg(text_.data(), text_.data(), text_.data() + text_.size());
            return traits_type::to_int_type(text_.front());
        }

      private:
        std::string text_;
        std::string again_;
    };
    Endless bytes(tmx_head, unit(variant("en", "Hello") + variant("es", "Hola")));
    std::istream in(&bytes);
    const auto reader = read_memory(MemoryFormat::tmx, in);
    for (std::size_t i = 1; i <= 1000; ++i) {
        REQUIRE(reader->next()->row);
        CHECK(bytes.given <= i + 2);
    }
}

}  // namespace
}  // namespace glossd::bulk
