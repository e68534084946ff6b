#include "cli/cache_transfer.hpp"

#include "api/import_json.hpp"
#include "bulk/memory_file.hpp"
#include "cli/ledger.hpp"
#include "cli/progress_line.hpp"
#include "pipeline/memory_import.hpp"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace glossd::cli {

namespace {

using bulk::MemoryFormat;
using model::ErrorKind;
using model::Result;
using nlohmann::ordered_json;

constexpr int rows_a_step = 250;

struct TransferOptions {
    std::string file;  // empty or "-": a standard stream
    std::string format;
    std::string from;
    std::string to;
    bool json = false;

    bool standard_stream() const { return file.empty() || file == "-"; }
};

Result<MemoryFormat> format_of(const TransferOptions& options) {
    const auto named = options.format.empty() ? bulk::memory_format_of(options.file)
                                              : bulk::memory_format_named(options.format);
    if (named) return *named;
    if (options.standard_stream()) return MemoryFormat::jsonl;
    return model::fail(ErrorKind::config,
                       options.file + ": say what it is: --format with jsonl or tmx");
}

Result<std::optional<std::string>> tag_of(const char* option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto language = model::Language::parse(text);
    if (language) return language->tag();
    return model::fail(ErrorKind::config, std::string(option) + ": " + language.error().message);
}

Result<store::LanguagePair> pair_of(const TransferOptions& options) {
    auto from = tag_of("--from", options.from);
    if (!from) return tl::make_unexpected(from.error());
    auto to = tag_of("--to", options.to);
    if (!to) return tl::make_unexpected(to.error());
    return store::LanguagePair{std::move(*from), std::move(*to)};
}

tl::unexpected<model::Error> cannot(const char* verb, const TransferOptions& options) {
    return model::fail(ErrorKind::io, fmt::format("{} cannot be {}", options.file, verb));
}

// --- Export

struct Exported {
    std::int64_t exported = 0;
    std::int64_t not_exportable = 0;  // remembered before sources were kept
};

Result<Exported> write_pages(store::Reader& reader, const store::LanguagePair& pair,
                             bulk::MemoryFileWriter& writer, std::ostream& out) {
    const auto counted_rows = reader.read([&](const store::Tables& tables) {
        return std::pair(tables.memory_pages.exportable(pair),
                         tables.memory_pages.without_source(pair));
    });
    if (!counted_rows) return tl::make_unexpected(counted_rows.error());
    const ProgressLine line;
    Exported done{0, counted_rows->second};
    std::int64_t after = 0;
    while (out) {
        const auto page = reader.read([&](const store::Tables& tables) {
            return tables.memory_pages.page(pair, after, rows_a_step);
        });
        if (!page) return tl::make_unexpected(page.error());
        if (page->entries.empty()) break;
        for (const auto& entry : page->entries) writer.add(entry);
        after = page->last_id;
        done.exported += static_cast<std::int64_t>(page->entries.size());
        line.show(fmt::format("{} of {} translations", done.exported, counted_rows->first));
    }
    writer.end();
    out.flush();
    return done;
}

Result<Exported> export_memory(const config::Config& config, const TransferOptions& options) {
    const auto format = format_of(options);
    if (!format) return tl::make_unexpected(format.error());
    const auto pair = pair_of(options);
    if (!pair) return tl::make_unexpected(pair.error());
    const auto reader = store::Reader::open(ledger_of(config));
    if (!reader) return tl::make_unexpected(reader.error());
    std::ofstream file;
    if (!options.standard_stream()) file.open(options.file, std::ios::binary | std::ios::trunc);
    auto& out = options.standard_stream() ? std::cout : static_cast<std::ostream&>(file);
    if (!out) return cannot("written", options);
    const auto writer = bulk::write_memory(*format, out);
    auto done = write_pages(**reader, *pair, *writer, out);
    if (done && !out) return cannot("written to its end (is the disk full?)", options);
    return done;
}

int run_export(const config::Config& config, const TransferOptions& options) {
    const auto done = export_memory(config, options);
    if (!done) return report(done.error());
    // Beside the translations themselves nothing else belongs on standard output.
    auto* where = options.standard_stream() ? stderr : stdout;
    if (options.json) {
        const ordered_json counts{{"exported", done->exported},
                                  {"not_exportable", done->not_exportable}};
        fmt::print(where, "{}\n", counts.dump());
        return Exit::done;
    }
    fmt::print(where, "{} exported", counted(done->exported, "translation"));
    if (done->not_exportable > 0) {
        fmt::print(where, ", {} not exportable (from before their source texts were kept)",
                   done->not_exportable);
    }
    fmt::print(where, "\n");
    return Exit::done;
}

// --- Import

// Into the memory through the daemon that runs, else by this process, which keeps others out.
class MemoryDoor {
  public:
    static Result<MemoryDoor> open(const config::Config& config) {
        auto own = OwnLedger::open(config);
        if (own) return MemoryDoor(config, std::move(*own));
        if (own.error().kind != ErrorKind::locked) return tl::make_unexpected(own.error());
        return MemoryDoor(config, std::nullopt);
    }

    Result<api::ImportCounts> put(const std::vector<store::Remembered>& rows) const {
        if (own_) {
            return own_->run<api::ImportCounts>([&](store::Tables& tables) {
                return api::import_rows(tables, rows, config_.cache, model::wall_now());
            });
        }
        return api::ask_daemon(config_.glossd.state, "POST", "/api/v1/cache/import",
                               api::to_json(rows).dump())
            .map(api::import_counts_of);
    }

  private:
    MemoryDoor(const config::Config& config, std::optional<OwnLedger> own)
        : config_(config), own_(std::move(own)) {}

    const config::Config& config_;
    std::optional<OwnLedger> own_;
};

struct Imported {
    api::ImportCounts counts;
    std::int64_t read = 0;
    std::int64_t refused = 0;
    std::int64_t left_out = 0;  // other languages
};

bool is_of(const store::LanguagePair& pair, const store::Remembered& row) {
    return (!pair.from || row.from == *pair.from) && (!pair.to || row.to == *pair.to);
}

class Import {
  public:
    Import(const MemoryDoor& door, store::LanguagePair pair, std::string name)
        : door_(door), pair_(std::move(pair)), name_(std::move(name)) {}

    Result<Imported> all(bulk::MemoryFileReader& reader) {
        while (auto row = reader.next()) {
            take(std::move(*row));
            if (waiting_.size() < rows_a_step) continue;
            if (auto put = put_waiting(); !put) return tl::make_unexpected(put.error());
        }
        if (auto put = put_waiting(); !put) return tl::make_unexpected(put.error());
        return done_;
    }

  private:
    void take(bulk::MemoryFileRow read) {
        ++done_.read;
        auto row = std::move(read.row).and_then([](store::Remembered one) {
            return pipeline::admit(std::move(one), model::wall_now());
        });
        if (!row) {
            ++done_.refused;
            line_.show("");
            fmt::print(stderr, "{}:{}: {}\n", name_, read.line, row.error().message);
        } else if (is_of(pair_, *row)) {
            waiting_.push_back(std::move(*row));
        } else {
            ++done_.left_out;
        }
    }

    Result<void> put_waiting() {
        if (waiting_.empty()) return {};
        const auto counts = door_.put(waiting_);
        if (!counts) return tl::make_unexpected(counts.error());
        done_.counts += *counts;
        waiting_.clear();
        line_.show(fmt::format("{} read", counted(done_.read, "translation")));
        return {};
    }

    const MemoryDoor& door_;
    const store::LanguagePair pair_;
    const std::string name_;
    const ProgressLine line_;
    std::vector<store::Remembered> waiting_;
    Imported done_;
};

Result<Imported> import_memory(const config::Config& config, const TransferOptions& options) {
    const auto format = format_of(options);
    if (!format) return tl::make_unexpected(format.error());
    const auto pair = pair_of(options);
    if (!pair) return tl::make_unexpected(pair.error());
    std::ifstream file;
    if (!options.standard_stream()) file.open(options.file, std::ios::binary);
    auto& in = options.standard_stream() ? std::cin : static_cast<std::istream&>(file);
    if (!in) return cannot("read", options);
    const auto door = MemoryDoor::open(config);
    if (!door) return tl::make_unexpected(door.error());
    const auto reader = bulk::read_memory(*format, in);
    return Import(*door, *pair, options.standard_stream() ? "standard input" : options.file)
        .all(*reader);
}

int run_import(const config::Config& config, const TransferOptions& options) {
    const auto done = import_memory(config, options);
    if (!done) return report(done.error());
    const auto& counts = done->counts;
    if (options.json) {
        auto json = api::to_json(counts);
        json["refused"] = done->refused;
        json["left_out"] = done->left_out;
        fmt::print("{}\n", json.dump());
    } else {
        fmt::print("{} imported, {} there already, {} too old, {} refused\n",
                   counted(counts.imported, "translation"), counts.known, counts.expired,
                   done->refused);
    }
    if (done->refused == 0) return Exit::done;
    return done->refused == done->read ? Exit::failed : Exit::incomplete;
}

using TransferVerb = int (*)(const config::Config&, const TransferOptions&);

void add_transfer(CLI::App& cache, Context& context, const char* name, const char* description,
                  const char* file_help, TransferVerb verb) {
    auto* command = cache.add_subcommand(name, description);
    auto options = std::make_shared<TransferOptions>();
    command->add_option("file", options->file, file_help)->type_name("FILE");
    command
        ->add_option("--format", options->format,
                     "what it is written in (default: by its ending, else jsonl)")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"jsonl", "tmx"}));
    command->add_option("--from", options->from, "only texts in this language")
        ->type_name("LANGUAGE");
    command->add_option("--to", options->to, "only translations into this language")
        ->type_name("LANGUAGE");
    command->add_flag("--json", options->json, "the counts as one JSON object");
    command->callback([&context, options, verb] {
        context.action = [&context, options, verb]() -> int {
            const auto loaded = load_config(context);
            return loaded ? verb(loaded->config, *options) : Exit::usage;
        };
    });
}

}  // namespace

void add_cache_transfer(CLI::App& cache, Context& context) {
    add_transfer(cache, context, "export", "write the memory to a file",
                 "where to (default, and -: standard output)", run_export);
    add_transfer(cache, context, "import", "take translations from a file into the memory",
                 "where from (default, and -: standard input)", run_import);
}

}  // namespace glossd::cli
