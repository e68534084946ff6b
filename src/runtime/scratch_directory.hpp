// ScratchDirectory: a directory for work that is to leave nothing behind, under the temporary one;
// it goes with this object, and so does everything in it. A value with one owner.
#pragma once

#include "model/result.hpp"

#include <filesystem>
#include <string>

namespace glossd::runtime {

class ScratchDirectory {
  public:
    static model::Result<ScratchDirectory> make();

    ScratchDirectory(ScratchDirectory&& other) noexcept;
    ScratchDirectory& operator=(ScratchDirectory&&) = delete;
    ~ScratchDirectory();

    std::string file(const std::string& name) const { return (path_ / name).string(); }

  private:
    explicit ScratchDirectory(std::filesystem::path path) : path_(std::move(path)) {}

    std::filesystem::path path_;
};

}  // namespace glossd::runtime
