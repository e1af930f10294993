// What volumes need of FSx and EFS.
#include <string>

#include "advise/task_derivation.h"
#include "advise/task_values.h"

namespace whittle::advise {

using documents::Container;
using documents::GetEither;
using text::Node;

namespace {

class VolumeReader {
 public:
  VolumeReader(const documents::TaskDefinition& task, Derivation& derivation)
      : task_(task), derivation_(derivation) {}

  void Run() {
    if (task_.volumes == nullptr) return;
    for (const Node& volume : task_.volumes->items()) {
      const std::string name = derivation_.PlainOf(GetEither(volume, "name"));
      TakeFsx(volume, name);
      TakeEfs(volume, name);
    }
  }

 private:
  void TakeFsx(const Node& volume, const std::string& name) {
    const Node* fsx = volume.Get("fsxWindowsFileServerVolumeConfiguration");
    if (fsx == nullptr) fsx = volume.Get("FSxWindowsFileServerVolumeConfiguration");
    if (fsx == nullptr) return;
    Names names = derivation_.BaseNames();
    names["volume"] = name;
    derivation_.Need("fsx", names);
    const Node* authorization = GetEither(*fsx, "authorizationConfig");
    if (authorization == nullptr) return;
    const std::string value =
        derivation_.PlainOf(GetEither(*authorization, "credentialsParameter"));
    if (value.empty()) return;
    names["arn"] = IsArnOf(value, "secretsmanager") ? SecretArn(value) : value;
    derivation_.Need(IsArnOf(value, "ssm") ? "fsx-parameter" : "fsx-secret", names);
  }

  void TakeEfs(const Node& volume, const std::string& name) {
    const Node* efs = volume.Get("efsVolumeConfiguration");
    if (efs == nullptr) efs = volume.Get("EFSVolumeConfiguration");
    const Node* authorization = efs == nullptr ? nullptr : GetEither(*efs, "authorizationConfig");
    if (authorization == nullptr) return;
    const Node* iam = authorization->Get("iam");
    if (iam == nullptr) iam = authorization->Get("IAM");
    if (derivation_.PlainOf(iam) != "ENABLED") return;
    const Node* id = GetEither(*efs, "fileSystemId");
    if (id == nullptr) id = efs->Get("FilesystemId");
    Names names = derivation_.BaseNames();
    names["volume"] = name;
    if (id != nullptr) names["file_system"] = derivation_.PlainOf(id);
    derivation_.Need("efs", names);
    if (IsMountedForWriting(name)) derivation_.Need("efs-write", names);
  }

  /// A container mounts the volume and does not say that it only reads.
  bool IsMountedForWriting(const std::string& volume) {
    for (const Container& container : task_.containers) {
      if (container.mount_points == nullptr) continue;
      for (const Node& mount : container.mount_points->items()) {
        if (derivation_.PlainOf(GetEither(mount, "sourceVolume")) == volume &&
            derivation_.PlainOf(GetEither(mount, "readOnly")) != "true") {
          return true;
        }
      }
    }
    return false;
  }

  const documents::TaskDefinition& task_;
  Derivation& derivation_;
};

}  // namespace

void DeriveVolumes(const documents::TaskDefinition& task, Derivation& derivation) {
  VolumeReader(task, derivation).Run();
}

}  // namespace whittle::advise
